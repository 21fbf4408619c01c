import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { DEFAULT_REQUESTS_PER_MINUTE } from '../limits';

/** The credential's name in n8n. */
export const CREDENTIAL_NAME = 'pelcroApi';

/** Where the Core API lives below a host. Reference: 'Base URLs'. */
const API_PATH = '/api/v1/core';

/** Reference: 'Base URLs'. The staging host is SEEN, its Core path INFERRED. */
const ENVIRONMENT_HOSTS: Readonly<Record<string, string>> = {
	production: 'https://www.pelcro.com',
	staging: 'https://staging.pelcro.com',
};

/** The credential as the rest of the package uses it: checked and normalised. */
export interface PelcroCredentials {
	apiKey: string;
	/** Without a trailing slash, ending in `/api/v1/core`. */
	baseUrl: string;
	siteId: string;
	/** Requests a minute that this n8n may make for the account. */
	requestsPerMinute: number;
}

/** Something in the credential that no request could be sent with. The text is for the user. */
export class CredentialError extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'CredentialError';
	}
}

/**
 * Checks and normalises the credential's fields.
 *
 * @throws CredentialError that names the field and says what to enter
 */
export function readCredentials(data: ICredentialDataDecryptedObject): PelcroCredentials {
	const apiKey = text(data.apiKey).replace(/^Bearer\s+/i, '');
	if (apiKey === '') {
		throw new CredentialError(
			'The Pelcro credential has no API Key',
			'Create a key in the API key settings of your Pelcro account and paste it into the credential.',
		);
	}
	return {
		apiKey,
		baseUrl: baseUrlOf(data),
		siteId: siteIdOf(data.siteId),
		requestsPerMinute: requestsPerMinuteOf(data.requestsPerMinute),
	};
}

/**
 * The base URL of the chosen environment, or the custom one: with `/api/v1/core`, without a trailing slash.
 * Reference: 'Base URLs'.
 *
 * @throws CredentialError when the custom one is not an http or https address
 */
export function baseUrlOf(data: ICredentialDataDecryptedObject): string {
	const host = ENVIRONMENT_HOSTS[text(data.environment) || 'production'];
	return normaliseBaseUrl(host ?? text(data.baseUrl));
}

/**
 * Accepts a host, a host with a path, with or without `/api/v1/core` and trailing slashes.
 *
 * @returns the address of the Core API, without a trailing slash
 * @throws CredentialError when it is not an http or https address
 */
export function normaliseBaseUrl(entered: string): string {
	const url = parseUrl(entered.trim());
	if (url === undefined || !/^https?:$/.test(url.protocol) || url.username || url.password) {
		throw new CredentialError(
			'The Base URL of the Pelcro credential is not a web address',
			'Enter an address that starts with https:// and has no user name in it, e.g. https://www.pelcro.com.',
		);
	}
	const path = url.pathname.replace(/\/+$/, '');
	const missing = API_PATH.split('/').filter(Boolean);
	const present = path.split('/').filter(Boolean);
	// The longest beginning of the API's path that the address already ends with.
	let shared = Math.min(missing.length, present.length);
	while (shared > 0 && present.slice(-shared).join('/') !== missing.slice(0, shared).join('/')) {
		shared -= 1;
	}
	return [url.origin, ...present, ...missing.slice(shared)].join('/');
}

/**
 * The Site ID from what was entered: the number itself, or the address of an admin page
 * (`…/admin/<site id>/customers`), which people copy. Reference: 'site_id'.
 *
 * @returns the number as text
 * @throws CredentialError when there is no number in it
 */
export function siteIdOf(entered: unknown): string {
	const value = text(entered);
	const siteId = /^\d+$/.test(value) ? value : /\/admin\/(\d+)(?:[/?#]|$)/.exec(value)?.[1];
	if (siteId === undefined) {
		throw new CredentialError(
			'The Site ID is not a number',
			"Enter the number that stands after /admin/ in the address of your Pelcro admin page, or paste that page's whole address.",
		);
	}
	return siteId;
}

function requestsPerMinuteOf(entered: unknown): number {
	const value = Math.floor(Number(entered ?? DEFAULT_REQUESTS_PER_MINUTE));
	return Number.isFinite(value) && value >= 1 ? value : DEFAULT_REQUESTS_PER_MINUTE;
}

function parseUrl(value: string): URL | undefined {
	try {
		return new URL(value);
	} catch {
		return undefined;
	}
}

function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
