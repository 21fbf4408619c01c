import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../transport/dataObject';
import { DEEPEST_RECORD } from '../transport/limits';

/**
 * Attributes that say yes or no. Pelcro writes them as 0 and 1, true and false, or null, by field and page.
 * Reference: object attributes of type boolean; amendment 4.
 */
const YES_NO = new Set(
	`active address_required all_events_enabled allow_send_invoice auto_advance auto_renew available_online by_agency
	cancel_at_period_end deletable delinquent disputed email_confirm email_hardbounce has_password is_default is_donation
	is_gift_donor is_gift_recipient is_hidden is_imported is_redeemed is_refundable livemode mail_marketing paid
	payout_ready phone_confirm shipments_undeliverable shippable tele_marketing`.split(/\s+/),
);

/** Whether an attribute of this name says yes or no. */
export function isYesNo(name: string): boolean {
	return YES_NO.has(name);
}

/** Every yes or no of a record as true or false, those of records in it as well; what is neither stays. */
export function withYesNo(record: IDataObject): IDataObject {
	return objectInOneForm(record, 0);
}

/** @param depth how many records it lies within */
function objectInOneForm(record: IDataObject, depth: number): IDataObject {
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => [name, inOneForm(name, value, depth)]),
	);
}

function inOneForm(name: string, value: IDataObject[string], depth: number): IDataObject[string] {
	if (isYesNo(name)) return yesOrNo(value);
	if (name === 'metadata' || depth >= DEEPEST_RECORD) return value;
	if (Array.isArray(value)) {
		const entries: unknown[] = value;
		// The cast: an object stays an object, everything else is as it was.
		return entries.map((entry) =>
			isDataObject(entry) ? objectInOneForm(entry, depth + 1) : entry,
		) as IDataObject[string];
	}
	return isDataObject(value) ? objectInOneForm(value, depth + 1) : value;
}

const YES = /^(1|true|yes|y|on)$/i;
const NO = /^(0|false|no|n|off)?$/i;

/** True or false for every form that Pelcro and databases have for them; null and '' are no. What is neither stays. */
export function yesOrNo(value: IDataObject[string]): IDataObject[string] {
	if (value === null) return false;
	if (typeof value !== 'number' && typeof value !== 'string') return value;
	const text = String(value).trim();
	if (YES.test(text)) return true;
	return NO.test(text) ? false : value;
}

/** Yes or no as people and databases write them; undefined for what is neither, null included. */
export function answerOf(value: unknown): boolean | undefined {
	if (!['boolean', 'number', 'string'].includes(typeof value)) return undefined;
	const text = String(value).trim();
	const answer = yesOrNo(text);
	return typeof answer === 'boolean' && text !== '' ? answer : undefined;
}
