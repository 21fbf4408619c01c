import { WEBHOOK_EVENTS } from '../../../nodes/common/events/eventNames';

describe('the events', () => {
	it('have each type and each API name once', () => {
		const types = WEBHOOK_EVENTS.map(({ type }) => type);
		const apiNames = WEBHOOK_EVENTS.map(({ apiName }) => apiName);
		expect(new Set(types).size).toBe(types.length);
		expect(new Set(apiNames).size).toBe(apiNames.length);
	});

	it('are in the order of the alphabet, as n8n shows long lists', () => {
		const names = WEBHOOK_EVENTS.map(({ name }) => name);
		expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
	});

	it.each([
		['subscription.created', 'subscription_created'],
		['subscription.canceled', 'subscription_canceled'],
		['invoice.payment_succeeded', 'invoice_payment_succeeded'],
	])('have the API name that the reference shows: %s is %s', (type, apiName) => {
		expect(WEBHOOK_EVENTS.find((event) => event.type === type)?.apiName).toBe(apiName);
	});

	it('tell which are named only in passing', () => {
		const uncertain = WEBHOOK_EVENTS.filter(({ documented }) => !documented);
		expect(uncertain.map(({ type }) => type).sort()).toEqual([
			'charge.created',
			'invoice.paid',
			'newsletter.deleted',
			'source.deleted',
		]);
	});
});
