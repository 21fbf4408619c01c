import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { asWritten } from '../../common/events/written';
import { withYesNo } from '../../common/yesNo';
import { dayAttributesOf, resourceOf } from '../../Pelcro/lists';
import { writing } from '../form/settings';
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
	const how = writing(context);
	return deliveries.map((delivery) => {
		const { object, previous, ...event } = asWritten(
			how,
			delivery,
			dayAttributesOf(resourceOf(delivery.event)),
		);
		const json = { ...event, object: withYesNo(object), previous: withYesNo(previous) };
		return { event: delivery.event, object: delivery.object, json };
	});
}
