// What the filters leave, as files for other programs. The words in them are those of the graph (docs/graph.md).

const HOME = "https://w3id.org/counterpart/";
const PREFIXES = {
  actor: HOME + "actor/", article: HOME + "article/", cp: HOME + "ontology#", edtf: "http://id.loc.gov/datatypes/edtf/",
  kind: HOME + "kind/", occasion: HOME + "occasion/", report: HOME + "report/", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  schema: "https://schema.org/", status: HOME + "status/", xsd: "http://www.w3.org/2001/XMLSchema#",
};

const iri = (curie) => PREFIXES[curie.slice(0, curie.indexOf(":"))] + curie.slice(curie.indexOf(":") + 1);
// What XML does not allow, and what its syntax keeps for itself.
const xml = (text) => String(text ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
  .replace(/[&<>"\t\n\r]/g, (letter) => "&#" + letter.charCodeAt(0) + ";");
const literal = (text) => '"' + String(text).replace(/[\\"\n\r\t]/g, (letter) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[letter]) + '"';
// Quoted where the syntax asks for it; never a formula to a spreadsheet (OWASP, "CSV Injection").
const cell = (value) => {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r\n]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
};

const COLUMNS = ["date", "earliest", "latest", "kind", "status", "participants", "initiator", "place", "channel", "topic",
  "count", "duration_minutes", "attribution", "quote", "published", "publisher", "title", "url", "occasion", "report", "article"];

async function csv({ source, list }) {
  const { data } = source;
  const texts = data.passages;
  const rows = list.map((contact) => {
    const article = data.sources[contact.source];
    const [start, end] = contact.marks.find((mark) => mark[2] === 0);
    return [contact.date, contact.first, contact.last, contact.kind, contact.status,
      contact.parties.map(([index]) => data.actors[index].name).join("; "), contact.by === undefined ? "" : data.actors[contact.by].name,
      contact.place, contact.channel, contact.topic, contact.count, contact.minutes, (contact.says || []).map((voice) => voice.words).join("; "), texts[contact.text].slice(start, end),
      article.published, article.publisher, article.headline, article.url,
      iri(data.occasions[contact.occasion].id), iri(contact.id), iri(article.id)];
  });
  return "\ufeff" + [COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

// Actors, and an edge for every occasion between two of them.
function network({ source, list, choice }) {
  const { data } = source;
  const edges = new Map();
  for (const contact of list) {
    for (const [one, other] of source.pairsIn(contact, choice.unit)) {
      const key = contact.occasion + " " + one + " " + other;
      if (!edges.has(key)) edges.set(key, { one, other, contact, articles: new Set() });
      edges.get(key).articles.add(data.sources[contact.source].id);
    }
  }
  const nodes = [...new Set([...edges.values()].flatMap((edge) => [edge.one, edge.other]))].sort((a, b) => a - b);
  const told = ({ contact, articles }) => ({
    occasion: iri(data.occasions[contact.occasion].id), kind: contact.kind, status: contact.status, date: contact.date || "",
    earliest: contact.first || "", latest: contact.last || "", initiator: contact.by === undefined ? "" : iri(data.actors[contact.by].id),
    articles: [...articles].sort().map(iri).join(" "),
  });
  const about = (index) => {
    const actor = data.actors[index];
    const body = source.body(index);
    return { type: actor.type, country: body === null ? "" : data.actors[body].name };
  };
  return {
    nodes: nodes.map((index) => ({ id: iri(data.actors[index].id), label: data.actors[index].name, values: about(index) })),
    edges: [...edges.values()].map((edge, at) => ({ id: "e" + at, from: iri(data.actors[edge.one].id), to: iri(data.actors[edge.other].id), values: told(edge) })),
  };
}

const NODE = ["type", "country"];
const EDGE = ["occasion", "kind", "status", "date", "earliest", "latest", "initiator", "articles"];

async function graphml(desk) {
  const { nodes, edges } = network(desk);
  const keys = [["label", "node"], ...NODE.map((name) => [name, "node"]), ...EDGE.map((name) => [name, "edge"])]
    .map(([name, where]) => `<key id="${name}" for="${where}" attr.name="${name}" attr.type="string"/>`);
  const data = (values) => Object.entries(values).map(([name, value]) => `<data key="${name}">${xml(value)}</data>`).join("");
  return ['<?xml version="1.0" encoding="utf-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', ...keys, '<graph edgedefault="undirected">',
    ...nodes.map((node) => `<node id="${xml(node.id)}">${data({ label: node.label, ...node.values })}</node>`),
    ...edges.map((edge) => `<edge id="${edge.id}" source="${xml(edge.from)}" target="${xml(edge.to)}">${data(edge.values)}</edge>`), "</graph>", "</graphml>", ""].join("\n");
}

async function gexf(desk) {
  const { nodes, edges } = network(desk);
  const attributes = (names, where) => `<attributes class="${where}">${names.map((name, at) => `<attribute id="${at}" title="${name}" type="string"/>`).join("")}</attributes>`;
  const values = (names, held) => `<attvalues>${names.map((name, at) => `<attvalue for="${at}" value="${xml(held[name])}"/>`).join("")}</attvalues>`;
  return ['<?xml version="1.0" encoding="utf-8"?>', '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">', '<graph defaultedgetype="undirected" mode="static">',
    attributes(NODE, "node"), attributes(EDGE, "edge"), "<nodes>",
    ...nodes.map((node) => `<node id="${xml(node.id)}" label="${xml(node.label)}">${values(NODE, node.values)}</node>`), "</nodes>", "<edges>",
    ...edges.map((edge) => `<edge id="${edge.id}" source="${xml(edge.from)}" target="${xml(edge.to)}">${values(EDGE, edge.values)}</edge>`), "</edges>", "</graph>", "</gexf>", ""].join("\n");
}

// Statements that stand in the graph as they stand here.
async function turtle({ source, list }) {
  const { data } = source;
  const node = (curie) => "<" + iri(curie) + ">";
  const say = (subject, pairs) => subject + "\n    " + pairs.filter(Boolean).map(([name, ...values]) => name + " " + values.join(", ")).join(" ;\n    ") + " .\n";
  const typed = (text, type) => literal(text) + "^^" + type;
  const parts = Object.entries(PREFIXES).map(([name, home]) => `@prefix ${name}: <${home}> .`);
  const articles = [...new Set(list.map((contact) => contact.source))].sort((a, b) => a - b);
  const actors = [...new Set(list.flatMap((contact) => contact.parties.map(([index]) => index)))].sort((a, b) => a - b);
  parts.push("");
  for (const index of actors) parts.push(say(node(data.actors[index].id), [["rdfs:label", literal(data.actors[index].name)]]));
  for (const at of articles) {
    const article = data.sources[at];
    parts.push(say(node(article.id), [["a", "schema:NewsArticle"], article.headline && ["schema:headline", literal(article.headline)],
      article.published && ["schema:datePublished", typed(article.published, "xsd:date")], article.publisher && ["schema:publisher", literal(article.publisher)]]));
  }
  for (const contact of list) {
    parts.push(say(node(contact.id), [["a", "cp:Report"], ["cp:kind", "kind:" + contact.kind], ["cp:status", "status:" + contact.status],
      ["cp:hasParticipant", ...new Set(contact.parties.map(([index]) => node(data.actors[index].id)))],
      contact.by !== undefined && ["cp:initiator", node(data.actors[contact.by].id)], contact.first && ["cp:earliest", typed(contact.first, "xsd:date")],
      contact.last && ["cp:latest", typed(contact.last, "xsd:date")], contact.date && ["cp:edtf", typed(contact.date, "edtf:EDTF")],
      contact.place && ["cp:placeName", literal(contact.place)], ["cp:reportedIn", node(data.sources[contact.source].id)],
      ["cp:reportOf", node(data.occasions[contact.occasion].id)]]));
  }
  return parts.join("\n");
}

export const FORMATS = {
  csv: { write: csv, ending: ".csv", type: "text/csv;charset=utf-8" },
  turtle: { write: turtle, ending: ".ttl", type: "text/turtle" },
  graphml: { write: graphml, ending: ".graphml", type: "application/xml" },
  gexf: { write: gexf, ending: ".gexf", type: "application/xml" },
};

export function save(content, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
