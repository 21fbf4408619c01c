import { record } from '../../host/pelcroSandbox';
import { PLAN, COUPON } from '../seededRecords';
import { DATE, PAGE, type WireCase } from '../wireCase';

export const couponCases: WireCase[] = [
	{
		operation: 'create',
		parameters: {
			code: 'SPRING26',
			name: 'Spring',
			duration: 'forever',
			discountType: 'amount',
			// Left over from the other discount type: it must not be sent.
			percentOff: 10,
			amountOff: 5,
			currency: 'USD',
			additionalFields: {
				maxRedemptions: 5,
				metadataJson: '{"team": "sales"}',
				plans: [PLAN, '203'],
				redeemBy: DATE,
			},
		},
		method: 'POST',
		path: '/coupons',
		body: {
			code: 'SPRING26',
			name: 'Spring',
			duration: 'forever',
			amount_off: 500,
			currency: 'usd',
			max_redemptions: 5,
			metadata: { team: 'sales' },
			plans: [PLAN, 203],
			redeem_by: '2031-03-31',
		},
	},
	{
		operation: 'get',
		parameters: { couponId: record(COUPON) },
		method: 'GET',
		path: `/coupons/${COUPON}`,
	},
	{
		operation: 'getAll',
		parameters: { limit: 50 },
		method: 'GET',
		path: '/coupons',
		query: PAGE,
	},
	{
		operation: 'update',
		parameters: {
			couponId: record(COUPON),
			updateFields: { code: 'WELCOME30', name: 'Welcome', plans: [PLAN] },
		},
		method: 'PUT',
		path: `/coupons/${COUPON}`,
		body: { code: 'WELCOME30', name: 'Welcome', plans: [PLAN] },
	},
];
