/**
 * This stands in for WXT's content script context, which posts the extension's id to the page so that a newer copy can stop an older one. A
 * page must not be able to tell who uses Tend, so our content scripts say nothing and stop by their port instead.
 */
export class ContentScriptContext {}
