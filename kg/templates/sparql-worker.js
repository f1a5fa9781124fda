// Behind Oxigraph's own module in one worker: load the statements once, answer queries in the standard forms.
let store = null;

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

self.onmessage = async ({ data }) => {
  try {
    if (data.wasm) {
      initSync({ module: await unpacked(data.wasm) });
      store = new Store();
      store.load(await unpacked(data.quads), { format: "application/n-quads", no_transaction: true });
      self.postMessage({ id: data.id, size: store.size });
      return;
    }
    const options = { use_default_graph_as_union: true, results_format: data.form };
    self.postMessage({ id: data.id, body: store.query(data.text, options) });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error && error.message || error) });
  }
};
