using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GitSwarm.Tests.Clients.Settings;

/// <summary>Random JSON with comments, trailing commas and white space of every kind, often with hooks in it.</summary>
internal static class Documents
{
    private static readonly string[] Names =
    [
        "hooks",
        "PreToolUse",
        "Stop",
        "preToolUse",
        "BeforeTool",
        "version",
        "matcher",
        "a",
        "é \\\" \\\\",
        "// no comment",
    ];

    private static readonly Gen<string> Space = Gen.Elements("", "", " ", "  ", "\n", "\n  ", "\r\n\t", "\t", "\n\n    ");

    private static readonly Gen<string> Gap = Gen.Frequency(
        (5, Space),
        (1, from before in Space from after in Space select before + "/* x, y } */" + after),
        (1, from before in Space from after in Space select before + "// z ] \" {\n" + after)
    );

    private static readonly Gen<string> Scalar = Gen.Elements("1", "-2.5e3", "true", "null", "\"\"", "\"a \\\"b\\\" // c\"", "\"\\u00e9\"");

    /// <summary>A whole file: perhaps a byte order mark, perhaps no value at all.</summary>
    public static Gen<byte[]> File { get; } =
        from mark in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Constant("\uFEFF")))
        from before in Gap
        from value in Gen.Frequency((9, Hooked(4)), (1, Gen.Constant("")))
        from after in Gen.Frequency((4, Gap), (1, Gen.Constant("// the end")))
        select Encoding.UTF8.GetBytes(mark + before + value + after);

    /// <summary>A root with whatever in it, the hooks among it as a client has them, often empty.</summary>
    private static Gen<string> Hooked(int depth) =>
        from hooks in Container(
            '{',
            '}',
            Member(Gen.Elements("PreToolUse", "Stop", "preToolUse", "BeforeTool", "x"), Container('[', ']', Value(2)))
        )
        from root in Container(
            '{',
            '}',
            Gen.Frequency((2, Member(Gen.Elements(Names[1..]), Value(depth - 1))), (1, Member(Gen.Constant("hooks"), Gen.Constant(hooks))))
        )
        select root;

    private static Gen<string> Value(int depth) =>
        depth == 0
            ? Scalar
            : Gen.Frequency(
                (2, Scalar),
                (1, Container('[', ']', Value(depth - 1))),
                (2, Container('{', '}', Member(Gen.Elements(Names), Value(depth - 1))))
            );

    private static Gen<string> Member(Gen<string> name, Gen<string> value) =>
        from n in name
        from before in Gap
        from after in Gap
        from v in value
        select $"\"{n}\"{before}:{after}{v}";

    private static Gen<string> Container(char open, char close, Gen<string> item) =>
        from count in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from items in (from before in Gap from it in item from after in Gap select before + it + after).ArrayOf(count)
        from trailing in Gen.Elements("", "", ",")
        from inside in Gap
        select open + (count == 0 ? inside : string.Join(',', items) + (trailing.Length > 0 ? "," + inside : "")) + close;
}
