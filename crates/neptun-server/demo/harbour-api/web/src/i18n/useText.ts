import messages from "./messages.json";

type Language = keyof typeof messages;
type Key = keyof (typeof messages)["nb"];

const isLanguage = (code: string): code is Language => code in messages;

/** The first of the browser's languages that we speak; Norwegian if none. */
function preferred(): Language {
  return navigator.languages.map((code) => code.split("-")[0] ?? "").find(isLanguage) ?? "nb";
}

export function useText(): (key: Key) => string {
  const texts = messages[preferred()];
  return (key) => texts[key];
}
