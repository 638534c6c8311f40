package dev.sigwatch.audit.registry;

import org.jspecify.annotations.Nullable;

/**
 * A field of a record, or of an object in it, through the eras.
 *
 * @param isRequired whether it has to be there, while it is part of the schema
 * @param since the first era whose schema has it
 * @param until the first era whose schema no longer has it, null if there is none; it may still be there, as anything may
 * @param optionalFrom the first era in which it need not be there any more, null if there is none
 */
record Field(
        String name,
        FieldType type,
        boolean isRequired,
        Era since,
        @Nullable Era until,
        @Nullable Era optionalFrom) {

    static Field required(String name, FieldType type) {
        return new Field(name, type, true, Era.OCTOBER_2025, null, null);
    }

    static Field optional(String name, FieldType type) {
        return new Field(name, type, false, Era.OCTOBER_2025, null, null);
    }

    /** This field from an era on. */
    Field since(Era era) {
        return new Field(name, type, isRequired, era, until, optionalFrom);
    }

    /** This field in the eras before one. */
    Field until(Era era) {
        return new Field(name, type, isRequired, since, era, optionalFrom);
    }

    /** This field, required only before an era. */
    Field optionalFrom(Era era) {
        return new Field(name, type, isRequired, since, until, era);
    }

    boolean isIn(Era era) {
        return !era.isBefore(since) && (until == null || era.isBefore(until));
    }

    boolean isRequiredIn(Era era) {
        return isRequired && isIn(era) && (optionalFrom == null || era.isBefore(optionalFrom));
    }
}
