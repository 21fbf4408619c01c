import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { nameOfPerson } from '../../common/personName';
import { CUSTOMER_ATTRIBUTES, relatedIn } from '../../common/relatedRecord';
import { isNoTime } from '../../common/times';
import { isDataObject } from '../../transport/dataObject';

/** What the record is called, and its ID, which users know from the admin. */
export function named(name: string, record: IDataObject): string {
	return name === '' ? idOf(record) : `${name} (${idOf(record)})`;
}

/** Whose the record is, what it is, and its ID: 'Ada Smith (ada@example.org): active (#30001)'. */
export function owned(what: string, record: IDataObject): string {
	return named([ownerName(record), what].filter(Boolean).join(': '), record);
}

/** The customer's ID, under whichever name and in whichever form the record has it; '' where it does not say. */
export function ownerOf(record: IDataObject): string {
	const { whole, id } = relatedIn(record, { attributes: CUSTOMER_ATTRIBUTES });
	return text(whole?.id ?? id);
}

/** The customer in the record; undefined where it has none, or the ID alone. */
export function personIn(record: IDataObject): IDataObject | undefined {
	return CUSTOMER_ATTRIBUTES.map((name) => record[name])
		.filter(isDataObject)
		.find((person) => text(person.email) !== '' || nameOfPerson(person) !== '');
}

function ownerName(record: IDataObject): string {
	const person = personIn(record);
	if (person !== undefined) return personLabel(person);
	const email = text(record.email) || text(record.invitation_email);
	if (email !== '') return email;
	const owner = ownerOf(record);
	return owner === '' ? '' : `customer #${owner}`;
}

/** Name and email; whichever there is. */
export function personLabel(person: IDataObject): string {
	const name = nameOfPerson(person);
	const email = text(person.email);
	if (name === '') return email || idOf(person);
	return email === '' ? name : `${name} (${email})`;
}

export function personName(person: IDataObject): string {
	return nameOfPerson(person);
}

export function planName(plan: unknown): string {
	if (!isDataObject(plan)) return text(plan) && `plan ${text(plan)}`;
	return text(plan.nickname) || text(plan.name) || `plan ${text(plan.id)}`;
}

/** 'Digital Monthly, active, until 2027-03-31': the day in the workflow's time zone. */
export function subscriptionText(subscription: IDataObject, timezone: string): string {
	const { plan, plan_id: planId, status, expires_at: expiry } = subscription;
	const end =
		dayOf(isNoTime(expiry) ? undefined : expiry, timezone) ||
		dayOf(subscription.current_period_end, timezone);
	return joined(planName(plan ?? planId), status, end && `until ${end}`);
}

function dayOf(time: unknown, timezone: string): string {
	const seconds = Number(time);
	if (isEmptyTime(time) || Number.isNaN(seconds)) {
		return /^\d{4}-\d{2}-\d{2}/.exec(text(time))?.[0] ?? '';
	}
	return DateTime.fromSeconds(seconds, { zone: timezone }).toISODate() ?? '';
}

function isEmptyTime(time: unknown): boolean {
	return time === undefined || time === null || time === '';
}

export function joined(...parts: unknown[]): string {
	return parts.map(text).filter(Boolean).join(', ');
}

export function idOf(record: IDataObject): string {
	return `#${text(record.id)}`;
}

export function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
