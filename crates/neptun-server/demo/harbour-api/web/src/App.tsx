import { Component, type ReactNode } from "react";
import { Harbour } from "./pages/Harbour";

/** The harbour is part of the address: /1 is Ålesund, /2 is Tromsø. */
function harbourId(path: string): number | undefined {
  const id = Number(path.slice(1));
  return Number.isInteger(id) && id > 0 ? id : undefined;
}

class Crash extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <main role="alert">
        <h1>Noe gikk galt</h1>
        <pre>{this.state.error.message}</pre>
        <button onClick={() => location.reload()}>Last på nytt</button>
      </main>
    );
  }
}

export function App() {
  const id = harbourId(location.pathname);
  return <Crash>{id ? <Harbour id={id} /> : <p>Velg en havn: <a href="/1">Ålesund</a>, <a href="/2">Tromsø</a>.</p>}</Crash>;
}
