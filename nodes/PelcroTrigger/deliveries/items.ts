import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { withYesNo } from '../../common/yesNo';
import { amountUnitOf } from '../form/settings';
import { withAmounts } from './amounts';
import type { Delivery } from './delivery';

/** What comes out for a delivery, with the record that it tells of. */
export interface StartingItem extends Pick<Delivery, 'event' | 'object'> {
	json: IDataObject;
}

/**
 * The items that come out for a delivery.
 *
 * @param body as it was sent
 * @param deliveries what is wanted of it
 */
export function itemsOf(
	context: IWebhookFunctions,
	body: IDataObject,
	deliveries: readonly Delivery[],
): StartingItem[] {
	const simplify = context.getNodeParameter('simplify', true) === true;
	if (!simplify) {
		return deliveries
			.slice(0, 1)
			.map(({ event, object }) => ({ event, object, json: { ...body } }));
	}
	const unit = amountUnitOf(context);
	return deliveries.map((delivery) => {
		const { object, previous, ...event } = withAmounts(unit, delivery);
		const json = { ...event, object: withYesNo(object), previous: withYesNo(previous) };
		return { event: delivery.event, object: delivery.object, json };
	});
}
