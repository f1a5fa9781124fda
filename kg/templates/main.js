// The page as a file: all contacts lie in it.

import { start, unpacked } from "./page.js";
import { FileSource } from "./source.js";

start(async (page) => {
  const data = { ...page, ...await unpacked("payload").json() };
  data.contacts.forEach((contact, at) => { contact.at = at; });
  return new FileSource(data);
});
