import fc from 'fast-check';

import {
	CredentialError,
	normaliseBaseUrl,
	readCredentials,
	siteIdOf,
} from '../../nodes/transport/account/credentials';

describe('the Base URL', () => {
	it.each([
		['https://www.pelcro.com', 'https://www.pelcro.com/api/v1/core'],
		['https://www.pelcro.com/', 'https://www.pelcro.com/api/v1/core'],
		['https://www.pelcro.com/api', 'https://www.pelcro.com/api/v1/core'],
		['https://www.pelcro.com/api/v1', 'https://www.pelcro.com/api/v1/core'],
		['https://www.pelcro.com/api/v1/core', 'https://www.pelcro.com/api/v1/core'],
		['  https://www.pelcro.com/api/v1/core///  ', 'https://www.pelcro.com/api/v1/core'],
		['http://127.0.0.1:4120', 'http://127.0.0.1:4120/api/v1/core'],
		['https://proxy.example/pelcro', 'https://proxy.example/pelcro/api/v1/core'],
		['https://proxy.example/pelcro/api/v1/core?x=1', 'https://proxy.example/pelcro/api/v1/core'],
	])('%s becomes the address of the API', (entered, expected) => {
		expect(normaliseBaseUrl(entered)).toBe(expected);
	});

	it.each([
		'',
		'www.pelcro.com',
		'ftp://www.pelcro.com',
		'javascript:alert(1)',
		'https://u:p@x.example',
	])('%p is refused', (entered) => {
		expect(() => normaliseBaseUrl(entered)).toThrow(CredentialError);
	});

	it('stays the same when it is normalised again', () => {
		fc.assert(
			fc.property(fc.webUrl(), (url) => {
				const once = normaliseBaseUrl(url);
				expect(normaliseBaseUrl(once)).toBe(once);
				expect(once.endsWith('/api/v1/core')).toBe(true);
			}),
		);
	});
});

describe('the Site ID', () => {
	it.each([
		['1042', '1042'],
		[1042, '1042'],
		[' 1042 ', '1042'],
		['https://www.pelcro.com/admin/1042/customers', '1042'],
		['https://www.pelcro.com/admin/1042', '1042'],
		['www.pelcro.com/admin/1042/customers/77?tab=2', '1042'],
	])('is read from %p', (entered, expected) => {
		expect(siteIdOf(entered)).toBe(expected);
	});

	it.each(['', 'abc', '10 42', '1042&site_id=7', 'https://www.pelcro.com/customers/77'])(
		'is refused: %p',
		(entered) => {
			expect(() => siteIdOf(entered)).toThrow(CredentialError);
		},
	);
});

describe('the credential', () => {
	it('goes to production unless told otherwise, at 120 a minute', () => {
		expect(readCredentials({ apiKey: ' key ', siteId: '1' })).toEqual({
			apiKey: 'key',
			siteId: '1',
			baseUrl: 'https://www.pelcro.com/api/v1/core',
			requestsPerMinute: 120,
		});
	});

	it('knows staging, and ignores a Base URL that is left over from Custom', () => {
		const data = { apiKey: 'k', siteId: '1', environment: 'staging', baseUrl: 'nonsense' };
		expect(readCredentials(data).baseUrl).toBe('https://staging.pelcro.com/api/v1/core');
	});

	it('takes a key that was pasted with the word Bearer', () => {
		expect(readCredentials({ apiKey: 'Bearer eyJ0', siteId: '1' }).apiKey).toBe('eyJ0');
	});

	it('names the missing field', () => {
		expect(() => readCredentials({ siteId: '1' })).toThrow(/API Key/);
		expect(() => readCredentials({ apiKey: 'k' })).toThrow(/Site ID/);
	});
});
