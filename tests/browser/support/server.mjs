// A static host as plain as they come: files under a mount, index.html for folders, 404.html for the rest.

import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";

const MEDIA = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".csv": "text/csv; charset=utf-8",
};

/** Serves `folder` under `mount` (`/` or `/repo/`) on a free port of this machine. */
export async function host(folder, mount) {
  const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    const path = decodeURIComponent(pathname);
    const answer = (status, file) => {
      response.writeHead(status, { "content-type": MEDIA[extname(file)] ?? "application/octet-stream" });
      response.end(readFileSync(file));
    };
    const inside = path.startsWith(mount) ? path.slice(mount.length) : undefined;
    const file = inside === undefined ? "" : join(folder, inside.endsWith("/") || !inside ? `${inside}index.html` : inside);
    if (isFile(file)) return answer(200, file);
    if (file && isFile(join(file, "index.html"))) {
      response.writeHead(301, { location: `${pathname}/` });
      return response.end();
    }
    answer(404, join(folder, "404.html"));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: (path) => origin + mount + path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/"),
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
