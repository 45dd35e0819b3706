/** Projects of tests that need neither a browser nor a built extension. They run while both are brought in. */
export const unbuilt = ['shared', 'server', 'slack-app', 'architecture', 'extension']
/** Projects that need both. */
export const built = ['promises', 'launches', 'journeys']
