import type { Interval } from '../model/records';

/** A product of the made-up publisher, with its plans. Amounts in minor units. */
interface CatalogueProduct {
	name: string;
	description: string;
	address_required: boolean;
	shippable: boolean;
	countries: string[];
	membership: boolean;
	plans: {
		nickname: string;
		amount: number;
		currency: string;
		interval: Interval;
		auto_renew?: boolean;
		trial_period_days?: number;
		member_seat_capacity?: number;
		allow_send_invoice?: boolean;
	}[];
}

/** What The Harbour Gazette sells. */
export const CATALOGUE: CatalogueProduct[] = [
	{
		name: 'Harbour Gazette Digital',
		description: 'Every article, on the web and in the app.',
		address_required: false,
		shippable: false,
		countries: [],
		membership: false,
		plans: [
			{
				nickname: 'Digital Monthly',
				amount: 900,
				currency: 'usd',
				interval: 'month',
				trial_period_days: 14,
			},
			{ nickname: 'Digital Yearly', amount: 9000, currency: 'usd', interval: 'year' },
			{ nickname: 'Digital Monthly (Europe)', amount: 850, currency: 'eur', interval: 'month' },
			{ nickname: 'Digital Monthly (Japan)', amount: 1200, currency: 'jpy', interval: 'month' },
		],
	},
	{
		name: 'Harbour Gazette Print',
		description: 'The Saturday paper by post, with digital access.',
		address_required: true,
		shippable: true,
		countries: ['US', 'CA'],
		membership: false,
		plans: [
			{ nickname: 'Print Monthly', amount: 1900, currency: 'usd', interval: 'month' },
			{ nickname: 'Print Yearly', amount: 19900, currency: 'usd', interval: 'year' },
			{ nickname: 'Print Yearly (Canada)', amount: 24900, currency: 'cad', interval: 'year' },
		],
	},
	{
		name: 'Harbour Gazette Newsroom Membership',
		description: 'Digital access for a whole team or library.',
		address_required: false,
		shippable: false,
		countries: [],
		membership: true,
		plans: [
			{
				nickname: 'Team of Ten, Yearly',
				amount: 72000,
				currency: 'usd',
				interval: 'year',
				member_seat_capacity: 10,
				allow_send_invoice: true,
			},
			{
				nickname: 'Library, Yearly',
				amount: 150000,
				currency: 'cad',
				interval: 'year',
				member_seat_capacity: 200,
				auto_renew: false,
				allow_send_invoice: true,
			},
		],
	},
];
