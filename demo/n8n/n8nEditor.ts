import axios, { type AxiosInstance } from 'axios';

/** The owner of the local n8n; it listens on the loopback interface only. */
export const OWNER = {
	email: 'owner@pelcro-demo.example',
	password: 'Pelcro-demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

interface Settings {
	data: { userManagement: { showSetupOnFirstLoad: boolean } };
}

/** A running editor, with the owner signed in. */
export class N8nEditor {
	private constructor(
		readonly url: string,
		/** n8n's own REST interface, as its editor uses it. */
		readonly rest: AxiosInstance,
		/** The session cookie, `name=value`. */
		readonly cookie: string,
	) {}

	/**
	 * Makes the owner on the first start, signs in on later ones.
	 *
	 * @throws AxiosError when n8n refuses
	 */
	static async signIn(url: string): Promise<N8nEditor> {
		const anonymous = axios.create({ baseURL: `${url}/rest` });
		const settings = await anonymous.get<Settings>('/settings');
		const answer = settings.data.data.userManagement.showSetupOnFirstLoad
			? await anonymous.post('/owner/setup', OWNER)
			: await anonymous.post('/login', {
					emailOrLdapLoginId: OWNER.email,
					password: OWNER.password,
				});
		const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
		if (!cookie) throw new Error('n8n gave no session cookie');
		const rest = axios.create({ baseURL: `${url}/rest`, headers: { cookie } });
		return new N8nEditor(url, rest, cookie);
	}

	workflowUrl(id: string): string {
		return `${this.url}/workflow/${id}`;
	}
}
