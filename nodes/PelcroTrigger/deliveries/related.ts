import type { IWebhookFunctions } from 'n8n-workflow';

import { resourceOf } from '../../Pelcro/lists';
import { RelatedRecords, UNREAD, withRecordsLast, type IncludedKind } from '../../Pelcro/related';
import { openSession } from '../../transport/account/session';
import { DELIVERY_WAIT_MS } from '../../transport/limits';
import { includedKinds, writing } from '../form/settings';
import type { StartingItem } from './items';

/**
 * Puts the attributes of related records beside items that start the workflow. Pelcro waits for its answer meanwhile, so
 * that an event is not lost where n8n ends while it reads; what is not there in time is left out. Nothing is lost
 * because of what fails here: the item then says what could not be read, and the log why.
 *
 * @returns the items as they are then; what still comes does not change them
 */
export async function withRelated(
	context: IWebhookFunctions,
	items: readonly StartingItem[],
): Promise<StartingItem[]> {
	const kinds = includedKinds(context);
	if (kinds.length === 0 || items.length === 0) return [...items];
	const told = (error: unknown): void => {
		context.logger.warn('What an event of Pelcro is to have beside it could not be read', {
			message: error instanceof Error ? error.message : String(error),
		});
	};
	try {
		await readRelated(context, items, kinds, told);
	} catch (error) {
		// Nothing can be read without a credential.
		told(error);
		for (const { json } of items) json[UNREAD] = [...kinds];
	}
	return items.map((item) => ({ ...item, json: withRecordsLast(item.json) }));
}

async function readRelated(
	context: IWebhookFunctions,
	items: readonly StartingItem[],
	kinds: readonly IncludedKind[],
	told: (error: unknown) => void,
): Promise<void> {
	const end = new AbortController();
	const opened = await openSession(context);
	const session = { ...opened, maximumWaitMs: DELIVERY_WAIT_MS, halt: end.signal };
	const outputs = items.map(({ event, object, json }) => ({
		resource: resourceOf(event),
		record: object,
		json,
	}));
	const amounts = { unit: writing(context).amounts, currency: '' };
	const related = new RelatedRecords(session, outputs, kinds, amounts);
	let isOver = false;
	const reading = related.read(told).catch((error: unknown) => {
		if (!isOver) told(error);
	});
	const inTime = reading.then(() => true);
	const late = session.clock.sleep(DELIVERY_WAIT_MS).then(() => false);
	if (!(await Promise.race([inTime, late]))) {
		told(new Error(`There was no answer within ${DELIVERY_WAIT_MS / 1000} s`));
	}
	isOver = true;
	end.abort();
	related.markUnread();
}
