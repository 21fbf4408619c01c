import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';

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
 * An event as Pelcro would deliver it, made of the newest record that a chosen event could tell of. It is for building a
 * workflow before anything has happened; it may be in another state than after such an event.
 *
 * @returns the body of a delivery
 * @throws RegistrationError where there is no such record; as a call to Pelcro does
 */
export async function sampleEvent(context: IHookFunctions): Promise<IDataObject> {
	const [first = USUAL_EVENT, ...others] = chosenEvents(context) ?? [];
	const found = [first, ...others].flatMap((event) => {
		const list = listOfEvent(event);
		return list === undefined ? [] : [{ event, list }];
	})[0];
	if (found === undefined) {
		throw new RegistrationError(`No list of Pelcro has what '${first}' tells of`, ADVICE);
	}
	const filter = filterOf(context);
	const bodies = (await newestRecords(context, found.list)).map((record) =>
		bodyOf(found.event, record, filter),
	);
	const body = bodies.find((one) =>
		readDeliveries(one).some((delivery) => passes(delivery, filter)),
	);
	if (body !== undefined) return body;
	const fitting = bodies.length > 0 ? ' that fits the options' : '';
	throw new RegistrationError(`Pelcro has no ${found.list.name} yet${fitting}`, ADVICE);
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
	const before = changedFields.map((name) => [name, object[name] ?? null]);
	return {
		type: event,
		id: `sample_${randomBytes(8).toString('hex')}`,
		created: new Date().toISOString(),
		data: { object, previous_attributes: Object.fromEntries(before) as IDataObject },
	};
}
