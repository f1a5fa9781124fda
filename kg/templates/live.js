// The page at a server: what it shows is fetched as it is needed.

import { start } from "./page.js";
import { ServerSource } from "./remote.js";

start(async (page) => {
  const source = new ServerSource(page);
  await source.learn(location.hash.slice(1));
  return source;
});
