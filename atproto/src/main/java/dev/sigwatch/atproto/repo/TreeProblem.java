package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.mst.MalformedNodeException;

/**
 * One thing wrong with a commit's tree, its operations, or an export.
 *
 * @param detail what exactly, without line breaks; may be empty
 */
public record TreeProblem(Kind kind, String detail) {

    /** The kinds of things that can be wrong. */
    public enum Kind {
        /** A node is not canonical DRISL or has not the fields of a node. */
        NODE_SCHEMA,
        /** A prefix length beyond the key before, or not the longest. */
        PREFIX,
        /** Keys that do not strictly increase. */
        KEY_ORDER,
        /** A key that is not a repository path. */
        KEY_SYNTAX,
        /** A key or node in the wrong layer. */
        DEPTH,
        /** A key outside what its subtree spans. */
        RANGE,
        /** A node without keys where there must be none. */
        EMPTY_NODE,
        /** A root without keys that only points on. */
        POINTER_ROOT,
        /** Larger or deeper than is read. */
        LIMIT,
        /** A record named by a CID of an unsupported kind. */
        VALUE_CID,
        /** The root's block is not there. */
        ROOT_MISSING,
        /** Another node's block that is needed is not there. */
        INCOMPLETE,
        /** An operation with a CID it must not have, or without one it must have. */
        OPS_SHAPE,
        /** Two operations on one path. */
        OPS_DUP_PATH,
        /** An update that changes nothing. */
        OPS_NOOP_UPDATE,
        /** What was created or updated is not in the tree. */
        OPS_NOT_IN_TREE,
        /** What was deleted is in the tree. */
        OPS_STILL_IN_TREE,
        /** The operations undone do not lead to {@code prevData}. */
        INVERSION_MISMATCH,
        /** An operation cannot be undone: the tree contradicts it. */
        INVERSION_VALUE_CONFLICT,
        /** {@code prevData} or a {@code prev} is absent. */
        INVERSION_UNVERIFIABLE,
        /** A block's bytes are not what its CID says. */
        HASH_MISMATCH,
        /** A record's block is not in the export. */
        RECORD_MISSING,
        /** The tree rebuilt from its entries has another root. */
        REBUILT_ROOT,
        /** The archive cannot be read. */
        CAR
    }
    /** What a node's fault is here. */
    public static TreeProblem of(MalformedNodeException fault) {
        return new TreeProblem(kind(fault.fault()), fault.rule());
    }

    private static Kind kind(MalformedNodeException.Fault fault) {
        return switch (fault) {
            case SCHEMA -> Kind.NODE_SCHEMA;
            case PREFIX -> Kind.PREFIX;
            case KEY_ORDER -> Kind.KEY_ORDER;
            case DEPTH -> Kind.DEPTH;
            case LIMIT -> Kind.LIMIT;
            case KEY_SYNTAX -> Kind.KEY_SYNTAX;
            case RANGE -> Kind.RANGE;
            case EMPTY_NODE -> Kind.EMPTY_NODE;
            case POINTER_ROOT -> Kind.POINTER_ROOT;
            case VALUE_CID -> Kind.VALUE_CID;
        };
    }
}
