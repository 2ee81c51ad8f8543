/** The backend {@code djl}: programs interpreted one primitive at a time by PyTorch. */
package org.harl.backend.djl;
