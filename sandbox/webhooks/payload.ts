import { createHmac, randomBytes } from 'node:crypto';
import { TRIGGERED_FROM } from '../guesses';
import type { Happening } from './event-rules';

/** Which generation of Pelcro's documentation payloads look like. */
export type PayloadStyle = 'newest' | 'classic' | 'oldest';

/** How the times of making and changing a record are written. */
export type TimeStyle = 'iso' | 'sql' | 'unix';

/** What decides how payloads look. */
export interface PayloadSettings {
	webhookPayload: PayloadStyle;
	webhookTimes: TimeStyle;
}

/** An event as it is delivered. */
export interface WebhookEvent {
	id: string;
	type: string;
	/** The raw body; every delivery sends exactly this. */
	body: string;
}

export const SIGNATURE_HEADER = 'X-Pelcro-Hmac-SHA256';

/** Kinds whose object the newest documentation has under their own name. */
const OWN_KEY = ['address', 'bill', 'charge'];

/** @returns base64 HMAC-SHA256 of a raw body under an endpoint's secret */
export function signatureOf(body: Buffer | string, secret: string): string {
	return createHmac('sha256', secret).update(body).digest('base64');
}

function dataOf({ type, object, previous }: Happening, style: PayloadStyle): unknown {
	if (style === 'oldest') return [object];
	const kind = type.split('.', 1)[0] ?? '';
	const key = style === 'newest' && OWN_KEY.includes(kind) ? kind : 'object';
	if (previous === undefined) return { [key]: object };
	// PHP writes an empty map as a list
	const before = Object.keys(previous).length === 0 ? [] : previous;
	return { [key]: object, previous_attributes: before };
}

/** Times that the framework behind Pelcro writes by itself; all others are Unix seconds. */
const FRAMEWORK_TIMES = ['created_at', 'updated_at', 'deleted_at'];

/** For JSON.stringify: writes Unix seconds of such times in the style. */
function timeWriter(style: TimeStyle) {
	return (name: string, value: unknown): unknown => {
		if (style === 'unix' || typeof value !== 'number') return value;
		if (!FRAMEWORK_TIMES.includes(name)) return value;
		const iso = new Date(value * 1000).toISOString();
		return style === 'iso' ? iso.replace('Z', '000Z') : iso.slice(0, 19).replace('T', ' ');
	};
}

/**
 * Puts an event into its envelope.
 *
 * @param created Unix seconds
 * @param data stands for what the style would make of the object
 */
export function webhookEvent(
	happening: Happening,
	{ webhookPayload: style, webhookTimes }: PayloadSettings,
	created: number,
	data: unknown = dataOf(happening, style),
): WebhookEvent {
	const { type } = happening;
	const id = `evt_${randomBytes(12).toString('hex')}`;
	const origin = style === 'classic' ? { triggered_from: TRIGGERED_FROM } : {};
	const envelope = { type, id, created, ...origin, data };
	return { id, type, body: JSON.stringify(envelope, timeWriter(webhookTimes)) };
}
