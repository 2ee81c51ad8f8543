package org.harl.tck;

/**
 * The SDK's half that no backend computes, as rules of preparation call it. A subclass that changes
 * one method is a deliberately wrong SDK.
 */
class Host {}
