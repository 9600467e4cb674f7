// Starts the app without a network, and keeps the files of its version for as long as a page of it may be open. It knows nothing of the
// data: the app keeps that itself.
//
// The page comes from the network whenever there is one, so that an update is never missed. All other files have a hash of their content
// in their names: whichever is kept is right. Page and files of a version are kept together or not at all.

declare const self: ServiceWorkerGlobalScope;

// What the build has made: the SHA-256 of index.html, which names everything else, and the paths of all other files.
declare const BUILD: { page: string; files: string[] };

const PREFIX = 'neptun.app.';
const CACHE = PREFIX + BUILD.page.slice(0, 16);
const PAGE = '/';
// Names with a hash, as the server knows them too (crates/neptun-server/src/static_files/content_hash.rs).
const HASHED = /-[0-9a-f]{16}(?![0-9a-zA-Z])/;
// The time after which a network that says nothing counts as none.
const PAGE_TIMEOUT_MS = 4_000;

// Not all browsers can be told which requests are to go where without asking here, and the types do not know it yet
// (https://w3c.github.io/ServiceWorker/#dom-installevent-addroutes).
interface InstallEvent extends ExtendableEvent {
  addRoutes?(routes: object[]): Promise<void>;
}

self.addEventListener('install', (event) => event.waitUntil(Promise.all([install(), addRoutes(event)])));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (isOfApp(pathname)) event.respondWith(page(event));
  } else if (HASHED.test(pathname)) {
    event.respondWith(file(request));
  }
});

async function install(): Promise<void> {
  const response = await fetch(PAGE, { cache: 'no-cache' });
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== BUILD.page) throw new Error('the page is of another version, which will have its own service worker');
  const cache = await caches.open(CACHE);
  // What the page has loaded comes from the browser's own cache.
  await cache.addAll(BUILD.files);
  await cache.put(PAGE, response);
  // Pages of the version before go on: their files are kept too.
  await self.skipWaiting();
}

// A file that the browser still has is there sooner than this worker: asked at the same time, the first one that has it answers. The
// patterns may not have classes of characters, so these fit other files too, which this worker leaves to the network.
async function addRoutes(event: InstallEvent): Promise<void> {
  const routes = [
    { condition: { requestMode: 'navigate' }, source: 'fetch-event' },
    { condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' },
    { condition: { urlPattern: { pathname: '/*-*.*' } }, source: 'race-network-and-fetch-handler' },
  ];
  // A browser that wants them otherwise asks here each time.
  await event.addRoutes?.(routes).catch(console.warn);
}

async function activate(): Promise<void> {
  // The page is asked for while this worker starts.
  await self.registration.navigationPreload?.enable();
  // Of the other versions the last one stays, whose pages may be open.
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

// The server answers these, and no page of the app.
function isOfApp(path: string): boolean {
  return !/^\/(api|health|session-cookie|dev)(\/|$)/.test(path);
}

async function page({ request, preloadResponse }: FetchEvent): Promise<Response> {
  const kept = () => caches.match(PAGE, { cacheName: CACHE });
  const answer = preloadResponse.then((preloaded: Response | undefined) => preloaded ?? fetch(request));
  const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, PAGE_TIMEOUT_MS));
  try {
    const first = await Promise.race([answer, timeout]);
    if (first && first.status < 500) return first;
    return (await kept()) ?? (await answer);
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? fetch(request);
}

// Makes this a module, in which `self` can be declared.
export {};
