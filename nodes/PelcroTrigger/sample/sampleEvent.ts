import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { readNewest } from '../../common/reading/newest';
import { readerOf } from '../../common/reading/pelcroList';
import { recordId } from '../../common/reading/recordId';
import { listOfEvent, listRequest, type PelcroList } from '../../Pelcro/lists';
import { openSession } from '../../transport/account/session';
import { readDeliveries } from '../deliveries/delivery';
import { passes } from '../deliveries/eventFilter';
import { chosenEvents, filterOfSample } from '../form/settings';
import { RegistrationError } from '../registration/endpoints';

/** Of all events, the one that every account has had. */
const USUAL_EVENT = 'customer.updated';

/** The statuses that a record has after an event. Reference: 'Event types'; the statuses of the resources. */
const STATUS_AFTER: Readonly<Record<string, readonly string[]>> = {
	'bill.finalized': ['open'],
	'bill.paid': ['paid'],
	'charge.failed': ['failed'],
	'charge.succeeded': ['succeeded'],
	'invoice.paid': ['paid'],
	'invoice.payment_action_required': ['open', 'past_due'],
	'invoice.payment_failed': ['open', 'past_due'],
	'invoice.payment_succeeded': ['paid'],
	'member.activated': ['active'],
	'order.payment.succeeded': ['paid'],
	'subscription.canceled': ['canceled'],
	'subscription.expired': ['expired'],
	'subscription.trial_will_end': ['trialing'],
};

const ADVICE = 'Choose Next Event under Test With, or another event under Trigger On.';

/**
 * An event as Pelcro would deliver it, made of the newest record that a chosen event could tell of: the first of them of
 * which there is one, if possible in the state after such an event. It is for building a workflow before anything has happened.
 *
 * @returns the body of a delivery
 * @throws RegistrationError where there is no such record; as a call to Pelcro does
 */
export async function sampleEvent(context: IHookFunctions): Promise<IDataObject> {
	const [first = USUAL_EVENT, ...others] = chosenEvents(context) ?? [];
	const told = [first, ...others].flatMap((event) => {
		const list = listOfEvent(event);
		return list === undefined ? [] : [{ event, list }];
	});
	if (told.length === 0) {
		throw new RegistrationError(`No list of Pelcro has what '${first}' tells of`, ADVICE);
	}
	// Several events can tell of one list.
	const ofOneList = told.filter(
		({ list }, place) => told.findIndex((one) => one.list === list) === place,
	);
	const filter = filterOfSample(context);
	const missing: string[] = [];
	for (const { event, list } of ofOneList) {
		const records = await newestRecords(context, list);
		const body = likelyFirst(event, records)
			.map((record) => bodyOf(event, record))
			.find((one) => readDeliveries(one).some((delivery) => passes(delivery, filter)));
		if (body !== undefined) return body;
		missing.push(`${list.name} yet${records.length > 0 ? ' that fits the options' : ''}`);
	}
	throw new RegistrationError(`Pelcro has no ${missing.join(', no ')}`, ADVICE);
}

/** The first page of them, newest first. */
async function newestRecords(context: IHookFunctions, list: PelcroList): Promise<IDataObject[]> {
	const session = await openSession(context);
	const request = listRequest(list, () => undefined, context.getTimezone());
	const { records } = await readNewest(readerOf(session, list, request), () => true);
	return [...records].sort((one, other) => recordId(other) - recordId(one));
}

/** Those first that such an event leaves behind, as far as their status tells it. */
function likelyFirst(event: string, records: readonly IDataObject[]): IDataObject[] {
	const left = STATUS_AFTER[event] ?? [];
	const isLikely = ({ status }: IDataObject): boolean => left.includes(String(status));
	return [...records.filter(isLikely), ...records.filter((record) => !isLikely(record))];
}

/** Each has an ID of its own, so that none is taken for one that was handled before. */
function bodyOf(event: string, object: IDataObject): IDataObject {
	return {
		type: event,
		id: `sample_${randomBytes(8).toString('hex')}`,
		// As Pelcro writes it. Reference: 'Envelope'.
		created: Math.floor(Date.now() / 1000),
		// What was before is not known, so that nothing is said of it.
		data: { object, previous_attributes: {} },
	};
}
