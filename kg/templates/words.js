// Words, dates and names in the language that is chosen. Texts lie in texts.json.

const spoken = { texts: {}, lang: "vi", order: null };

export function speak(texts, lang) {
  spoken.texts = texts[lang];
  spoken.lang = lang;
  spoken.order = new Intl.Collator(lang);
}

export const language = () => spoken.lang;

export function t(key, values) {
  const dot = key.indexOf(".");
  const [group, name] = dot < 0 ? [spoken.texts, key] : [spoken.texts[key.slice(0, dot)], key.slice(dot + 1)];
  const text = Object.hasOwn(group, name) ? group[name] : name;
  return text.replace(/\{(\w+)\}/g, (whole, field) => (values && field in values ? values[field] : whole));
}

export const counted = (one, many, n) => t(n === 1 ? one : many, { n: amount(n) });
export const amount = (n) => n.toLocaleString(spoken.lang === "en" ? "en-GB" : "vi-VN");

// Vietnamese order: by letter, then by mark, as dictionaries have it.
export const inOrder = (one, other) => spoken.order.compare(one, other);

export const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "")
  .replace(/\s+/g, " ").trim();

// A year, a month or a day as people write it.
export function day(text) {
  const [year, month, date] = text.split("-");
  if (spoken.lang === "en") {
    const named = month && new Date(Date.UTC(2000, month - 1, 1)).toLocaleString("en-GB", { month: "short", timeZone: "UTC" });
    return [date && Number(date), named, year].filter(Boolean).join(" ");
  }
  if (date) return Number(date) + "/" + Number(month) + "/" + year;
  return month ? t("month", { month: Number(month), year }) : year;
}

// An EDTF date: day, month, year, approximate, or an interval that may be open.
export function when(edtf) {
  if (!edtf) return t("undated");
  const part = (text) => {
    const bare = text.replace(/[?~%]$/, "");
    if (!/^\d{4}(-\d\d){0,2}$/.test(bare)) return text;
    return bare === text ? day(bare) : t("about", { date: day(bare) });
  };
  if (!edtf.includes("/")) return part(edtf);
  const [from, until] = edtf.split("/");
  const open = (text) => text === "" || text === "..";
  if (open(from)) return t("until", { date: part(until) });
  if (open(until)) return t("from", { date: part(from) });
  return part(from) + " – " + part(until);
}
