"""The commands of ``kg``, by what they do with the data; `kg.cli` puts them together."""
