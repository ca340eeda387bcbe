package dev.streamgate.auth;

/** A setting with which the service must not start. Neither text shows its value. */
public class UnusableSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Stops the start.
     * @param description what is wrong
     * @param action how to mend it
     */
    public UnusableSettingException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** How to mend it. */
    public String action() {
        return this.action;
    }

}
