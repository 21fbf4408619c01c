#!/usr/bin/env bash
# Expected: a billing service's client repeats a POST only where the service can tell the second from the first, so it sends an
#   Idempotency-Key with it, or does not repeat it.
# What happens: recurly's client for Node.js repeats any request, POSTs too, once when the connection is reset, and sends no such key.
#   The service that had made the account before the reset is asked to make it again.
# Why it matters: the caller sees one success. With a call that has no unique code of its own (a one-time charge, a purchase), the
#   customer is charged twice. Whoever chains such a client with a workflow has to give every creation a code of their own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact recurly@4.81.0 >install.log 2>&1 || {
	cat install.log
	exit 2
}
cat >look.cjs <<'JS'
const http = require('node:http');
const https = require('node:https');
const seen = [];
const server = http.createServer((request, response) => {
	request.resume().on('end', () => {
		seen.push(`${request.method} ${request.url}, Idempotency-Key: ${request.headers['idempotency-key'] ?? 'none'}`);
		if (seen.length === 1) return request.socket.resetAndDestroy();
		const headers = { 'content-type': 'application/json', 'recurly-version': 'recurly.v2021-02-25' };
		response.writeHead(201, headers).end(JSON.stringify({ object: 'account', id: 'a1', code: 'reader' }));
	});
});
server.listen(0, '127.0.0.1', async () => {
	// The client knows only its own host; the requests are answered on this machine.
	const port = server.address().port;
	https.request = ({ method, path, headers }, answered) =>
		http.request({ host: '127.0.0.1', port, method, path, headers }, answered);
	const recurly = require('recurly');
	const account = await new recurly.Client('key').createAccount({ code: 'reader' });
	console.log(`recurly ${require('recurly/package.json').version}: createAccount gave ${account.code}`);
	for (const line of seen) console.log(`  ${line}`);
	server.close();
	const asSeen = seen.length === 2 && seen.every((line) => line.startsWith('POST') && line.endsWith('none'));
	process.exit(asSeen ? 0 : 1);
});
JS
node look.cjs
