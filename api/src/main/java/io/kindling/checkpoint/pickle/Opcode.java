package io.kindling.checkpoint.pickle;

import org.jspecify.annotations.Nullable;

/**
 * The instructions of pickle protocol 2 that torch files need, by the names of Python's {@code
 * pickletools}. There is none here that finds a class, imports a module or runs anything.
 */
enum Opcode {
  PROTO(0x80),
  STOP('.'),
  MARK('('),
  BINPUT('q'),
  LONG_BINPUT('r'),
  BINGET('h'),
  LONG_BINGET('j'),
  GLOBAL('c'),
  BINPERSID('Q'),
  REDUCE('R'),
  NEWOBJ(0x81),
  BUILD('b'),
  EMPTY_DICT('}'),
  SETITEM('s'),
  SETITEMS('u'),
  EMPTY_LIST(']'),
  APPEND('a'),
  APPENDS('e'),
  EMPTY_TUPLE(')'),
  TUPLE('t'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG1(0x8a),
  BINFLOAT('G'),
  BINUNICODE('X');

  private static final @Nullable Opcode[] BY_CODE = new @Nullable Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The instruction with that code, or null where it is not one of ours. */
  static @Nullable Opcode of(int code) {
    return BY_CODE[code];
  }
}
