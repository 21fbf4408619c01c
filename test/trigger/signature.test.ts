import { createHmac } from 'node:crypto';
import fc from 'fast-check';

import { isSigned } from '../../nodes/PelcroTrigger/deliveries/signature';

const SECRET = 'whsec_4f1c';
const BODY = Buffer.from('{"type": "customer.created",\n "id":"evt_1"}');

function sign(body: Uint8Array, secret = SECRET, algorithm = 'sha256'): string {
	return createHmac(algorithm, secret).update(body).digest('base64');
}

it('accepts the base64 HMAC-SHA256 of the raw body', () => {
	// openssl dgst -sha256 -hmac key -binary | base64
	const text = Buffer.from('The quick brown fox jumps over the lazy dog');
	expect(isSigned(text, '97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=', 'key')).toBe(true);
	expect(isSigned(BODY, sign(BODY), SECRET)).toBe(true);
});

const signature = sign(BODY);

it.each<[string, Uint8Array, unknown]>([
	['no header', BODY, undefined],
	['an empty header', BODY, ''],
	['the header twice, as n8n hands it over', BODY, `${signature}, ${signature}`],
	['the header twice, as a list', BODY, [signature, signature]],
	['blanks around it', BODY, ` ${signature} `],
	['hexadecimal of another key', BODY, createHmac('sha256', 'x').update(BODY).digest('hex')],
	[
		'hexadecimal that is cut short',
		BODY,
		createHmac('sha256', SECRET).update(BODY).digest('hex').slice(1),
	],
	['another algorithm named', BODY, `sha512=${signature}`],
	['another key', BODY, sign(BODY, 'whsec_other')],
	['SHA-1, which is shorter', BODY, sign(BODY, SECRET, 'sha1')],
	['SHA-512, which is longer', BODY, sign(BODY, SECRET, 'sha512')],
	['without its padding', BODY, signature.replace('=', '')],
	['a longer text of the same bytes', BODY, `${signature}=`],
	[
		'JSON that was parsed and written again',
		Buffer.from(JSON.stringify(JSON.parse(String(BODY)))),
		signature,
	],
	['a body cut short', BODY.subarray(0, -1), signature],
	['an empty body', Buffer.alloc(0), signature],
	['text in which not every character is ASCII', BODY, signature.replace(/.$/, 'é')],
])('refuses %s', (_name, body, header) => {
	expect(isSigned(body, header, SECRET)).toBe(false);
});

it('refuses other texts that decode to the same bytes', () => {
	// Of the last character before the padding, two bits mean nothing.
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
	const last = letters.indexOf(signature.charAt(42));
	const twin = `${signature.slice(0, 42)}${letters.charAt(last ^ 1)}=`;
	expect(Buffer.from(twin, 'base64')).toEqual(Buffer.from(signature, 'base64'));
	expect(isSigned(BODY, twin, SECRET)).toBe(false);
});

it('refuses everything where there is no secret', () => {
	expect(isSigned(BODY, sign(BODY, ''), '')).toBe(false);
});

it('refuses every changed body, and accepts every unchanged one', () => {
	const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
	const key = fc.string({ minLength: 1 });
	fc.assert(
		fc.property(
			bytes,
			key,
			fc.nat(),
			fc.integer({ min: 1, max: 255 }),
			(body, secret, at, flip) => {
				const changed = Uint8Array.from(body);
				changed[at % body.length] = (body[at % body.length] ?? 0) ^ flip;
				const header = sign(body, secret);
				return isSigned(body, header, secret) && !isSigned(changed, header, secret);
			},
		),
		{ numRuns: 2_000 },
	);
});

it('refuses every changed signature', () => {
	fc.assert(
		fc.property(fc.string(), (header) => header === signature || !isSigned(BODY, header, SECRET)),
	);
});

describe('the readings that platforms of this family use', () => {
	const hex = createHmac('sha256', SECRET).update(BODY).digest('hex');
	const bare = SECRET.replace('whsec_', '');

	it.each([
		['hexadecimal', hex],
		['hexadecimal in capitals', hex.toUpperCase()],
		['hexadecimal with the algorithm', `sha256=${hex}`],
		['Base64 with the algorithm', `sha256=${signature}`],
		['a key without its prefix', sign(BODY, bare)],
		[
			'hexadecimal under a key without its prefix',
			createHmac('sha256', bare).update(BODY).digest('hex'),
		],
	])('%s is taken', (_name, header) => {
		expect(isSigned(BODY, header, SECRET)).toBe(true);
		expect(isSigned(Buffer.from('{}'), header, SECRET)).toBe(false);
		expect(isSigned(BODY, header, 'whsec_other')).toBe(false);
	});
});
