import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { apiNameOf } from '../../common/events/eventNames';
import { readNewest } from '../../common/reading/newest';
import { readerOf } from '../../common/reading/pelcroList';
import { recordId } from '../../common/reading/recordId';
import { listOfEvent, listRequest, type PelcroList } from '../../Pelcro/lists';
import { openSession } from '../../transport/account/session';
import { readDeliveries } from '../deliveries/delivery';
import { passes, type EventFilter } from '../deliveries/eventFilter';
import { chosenEvents, filterOf } from '../form/settings';
import { RegistrationError } from '../registration/endpoints';

/** Of all events, the one that every account has had. */
const USUAL_EVENT = 'customer.updated';

const ADVICE = 'Choose Next Event under Test With, or another event under Trigger On.';

/**
 * An event as Pelcro would deliver it, made of the newest record that a chosen event could tell of: the first of them of
 * which there is one. It is for building a workflow before anything has happened; it may be in another state than after
 * such an event.
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
	const filter = filterOf(context);
	const missing: string[] = [];
	for (const { event, list } of ofOneList) {
		const records = await newestRecords(context, list);
		const body = records
			.map((record) => bodyOf(event, record, filter))
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

/** Each has an ID of its own, so that none is taken for one that was handled before. */
function bodyOf(event: string, object: IDataObject, { changedFields }: EventFilter): IDataObject {
	// Only updates tell what was before; what it was is not known.
	const changed = apiNameOf(event).endsWith('_updated') ? changedFields : [];
	const before = changed.map((name) => [name, object[name] ?? null]);
	return {
		type: event,
		id: `sample_${randomBytes(8).toString('hex')}`,
		// As Pelcro writes it. Reference: 'Envelope'.
		created: Math.floor(Date.now() / 1000),
		data: { object, previous_attributes: Object.fromEntries(before) as IDataObject },
	};
}
