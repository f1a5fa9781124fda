"""Pages that need no server: the network, actors, time lines."""
