// Modules that are fetched when they are wanted.

const URL_AT_THE_END = /https?:\/\/\S+$/;

let failures = 0;

// Fetches a module, and again if it does not arrive. Firefox remembers for as long as the page is there that a module did not arrive,
// and then fails without asking the server; under another address it asks.
export async function fetched<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const [url] = URL_AT_THE_END.exec(String(error)) ?? [];
    if (!url) throw error;
    failures += 1;
    return (await import(`${url}?${failures}`)) as Module;
  }
}
