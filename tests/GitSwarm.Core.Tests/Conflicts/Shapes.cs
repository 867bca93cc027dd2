using GitSwarm.TestKit;

namespace GitSwarm.Tests.Conflicts;

/// <summary>Shapes of merges as they occur: what both sides find, and what each does.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Before">The common state.</param>
/// <param name="Left">Work of one side; git of the sandbox and the top of the work tree.</param>
/// <param name="Right">Work of the other.</param>
internal sealed record Shape(string Name, Action<TestRepository> Before, Action<Sandbox, string> Left, Action<Sandbox, string> Right)
{
    private static readonly string Long = string.Concat(Enumerable.Range(1, 60).Select(i => $"line {i}\n"));

    private static string Changed(int line, string to) => Long.Replace($"line {line}\n", to + "\n", StringComparison.Ordinal);

    internal static IReadOnlyList<Shape> All { get; } =
    [
        Of("same line", (_, t) => Write(t, "f", Changed(30, "L")), (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("same line, same change", (_, t) => Write(t, "f", Changed(30, "S")), (_, t) => Write(t, "f", Changed(30, "S"))),
        Of("lines apart", (_, t) => Write(t, "f", Changed(10, "L")), (_, t) => Write(t, "f", Changed(50, "R"))),
        Of("lines side by side", (_, t) => Write(t, "f", Changed(30, "L")), (_, t) => Write(t, "f", Changed(31, "R"))),
        Of("both append", (_, t) => Write(t, "f", Long + "L\n"), (_, t) => Write(t, "f", Long + "R\n")),
        Of("two regions", (_, t) => Write(t, "f", Changed(9, "L") + "L\n"), (_, t) => Write(t, "f", Changed(9, "R") + "R\n")),
        Of("modify and delete", (_, t) => Write(t, "f", Changed(30, "L")), (_, t) => File.Delete(Path.Combine(t, "f"))),
        Of("both delete", (_, t) => File.Delete(Path.Combine(t, "f")), (_, t) => File.Delete(Path.Combine(t, "f"))),
        Of("rename and edit", (s, t) => s.Git(t, "mv", "f", "g"), (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("rename with edit, and edit of the same line", RenameAndEdit, (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("rename and delete", (s, t) => s.Git(t, "mv", "f", "g"), (_, t) => File.Delete(Path.Combine(t, "f"))),
        Of("rename to two names", (s, t) => s.Git(t, "mv", "f", "g"), (s, t) => s.Git(t, "mv", "f", "h")),
        Of("rename of two to one name", (s, t) => s.Git(t, "mv", "f", "z"), (s, t) => s.Git(t, "mv", "d/one", "z")),
        Of("rename onto what the other added", (s, t) => s.Git(t, "mv", "f", "z"), (_, t) => Write(t, "z", "new\n")),
        Of("rename unstaged", (_, t) => File.Move(Path.Combine(t, "f"), Path.Combine(t, "g")), (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("renamed directory, file added in the old one", (s, t) => s.Git(t, "mv", "d", "e"), (_, t) => Write(t, "d/new", "new\n")),
        Of("both add, differently", (_, t) => Write(t, "n", "L\n"), (_, t) => Write(t, "n", "R\n")),
        Of("both add, the same", (_, t) => Write(t, "n", "S\n"), (_, t) => Write(t, "n", "S\n")),
        Of("file here, directory there", (_, t) => Write(t, "x", "L\n"), (_, t) => Write(t, "x/y", "R\n")),
        Of("directory becomes a file", DirectoryBecomesFile, (_, t) => Write(t, "d/one", "R\n")),
        Of("mode here, content there", (_, t) => Run(t, "f"), (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("mode and content here, content there", ModeAndEdit, (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("both add, one to be run", AddToRun, (_, t) => Write(t, "n", "S\n")),
        Of("file becomes a link", BecomesLink, (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("links to two places", (_, t) => Link(t, "l", "f"), (_, t) => Link(t, "l", "d/one")),
        Of("binary in both", (_, t) => Write(t, "bin", "a\0L"), (_, t) => Write(t, "bin", "a\0R")),
        Of("binary in one", (_, t) => Write(t, "bin", "a\0L"), (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("an empty line at the end", (_, t) => Write(t, "f", Long + "\n"), (_, t) => Write(t, "f", Long.TrimEnd('\n'))),
        Of("odd names", (_, t) => Write(t, " ä\"\\\n", "L\n"), (_, t) => Write(t, " ä\"\\\n", "R\n")),
        Of("ignored files", (_, t) => Write(t, "x.ignored", "L\n"), (_, t) => Write(t, "x.ignored", "R\n")),
        Of("nothing in common", (_, t) => Write(t, "f", Changed(30, "L")), (_, t) => Write(t, "d/one", "R\n")),
        Of("committed here, not there", CommittedEdit, (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("committed, then taken back", CommittedAndBack, (_, t) => Write(t, "f", Changed(30, "R"))),
        Of("staged, then changed again", StagedThenChanged, (_, t) => Write(t, "f", Changed(30, "R"))),
        new(
            "line ends of Windows, by attribute",
            r =>
            {
                r.Write("f", Long);
                r.Write(".gitattributes", "* text=auto\n");
                r.Commit("before");
            },
            (_, t) => Write(t, "f", Changed(10, "L").Replace("\n", "\r\n", StringComparison.Ordinal)),
            (_, t) => Write(t, "f", Changed(50, "R"))
        ),
        Of("line ends of Windows, as they are", (_, t) => Write(t, "f", Long.Replace("\n", "\r\n", StringComparison.Ordinal)), EditRight),
        new(
            "renames switched off",
            r =>
            {
                Common(r);
                r.Git("config", "merge.renames", "false");
            },
            (s, t) => s.Git(t, "mv", "f", "g"),
            EditRight
        ),
        new(
            "directory renames followed",
            r =>
            {
                Common(r);
                r.Git("config", "merge.directoryRenames", "true");
            },
            (s, t) => s.Git(t, "mv", "d", "e"),
            (_, t) => Write(t, "d/new", "n\n")
        ),
        new(
            "union by attribute",
            r =>
            {
                r.Write(".gitattributes", "f merge=union\n");
                Common(r);
            },
            (_, t) => Write(t, "f", Long + "L\n"),
            (_, t) => Write(t, "f", Long + "R\n")
        ),
        new(
            "binary by attribute",
            r =>
            {
                r.Write(".gitattributes", "f binary\n");
                Common(r);
            },
            (_, t) => Write(t, "f", Changed(9, "L")),
            (_, t) => Write(t, "f", Changed(50, "R"))
        ),
        new("submodule moved in both", Submodule, (s, t) => MoveSubmodule(s, t, "L"), (s, t) => MoveSubmodule(s, t, "R")),
        new("submodule moved in one", Submodule, (s, t) => MoveSubmodule(s, t, "L"), EditRight),
        new("criss-cross", Common, (s, t) => CrissCross(s, t), (_, t) => Write(t, "f", Changed(45, "R"))),
    ];

    private static Shape Of(string name, Action<Sandbox, string> left, Action<Sandbox, string> right) => new(name, Common, left, right);

    private static void Common(TestRepository repository)
    {
        repository.Write("f", Long);
        foreach (var name in new[] { "one", "two", "three" })
        {
            repository.Write("d/" + name, string.Concat(Enumerable.Range(1, 12).Select(i => $"{name} {i}\n")));
        }
        repository.Write("bin", "a\0b");
        repository.Write(".gitignore", "*.ignored\n");
        File.CreateSymbolicLink(Path.Combine(repository.Path, "l"), "README.md");
        repository.Commit("before");
    }

    private static void EditRight(Sandbox sandbox, string top) => Write(top, "f", Changed(30, "R"));

    private static void RenameAndEdit(Sandbox sandbox, string top)
    {
        sandbox.Git(top, "mv", "f", "g");
        Write(top, "g", Changed(30, "L"));
    }

    private static void DirectoryBecomesFile(Sandbox sandbox, string top)
    {
        Directory.Delete(Path.Combine(top, "d"), recursive: true);
        Write(top, "d", "L\n");
    }

    private static void ModeAndEdit(Sandbox sandbox, string top)
    {
        Write(top, "f", Changed(30, "L"));
        Run(top, "f");
    }

    private static void AddToRun(Sandbox sandbox, string top)
    {
        Write(top, "n", "S\n");
        Run(top, "n");
    }

    private static void BecomesLink(Sandbox sandbox, string top) => Link(top, "f", "README.md");

    private static void CommittedEdit(Sandbox sandbox, string top)
    {
        Write(top, "f", Changed(30, "L"));
        sandbox.Git(top, "commit", "--quiet", "--all", "-m", "left");
    }

    private static void CommittedAndBack(Sandbox sandbox, string top)
    {
        CommittedEdit(sandbox, top);
        Write(top, "f", Long);
    }

    private static void StagedThenChanged(Sandbox sandbox, string top)
    {
        Write(top, "f", Changed(10, "L"));
        sandbox.Git(top, "add", "f");
        Write(top, "f", Changed(30, "L"));
    }

    // Left and right each commit and merge the other's commit: two bases.
    private static void CrissCross(Sandbox sandbox, string top)
    {
        var right = Path.Combine(Path.GetDirectoryName(top)!, "right");
        CommittedEdit(sandbox, top);
        Write(right, "d/one", "R\n");
        sandbox.Git(right, "commit", "--quiet", "--all", "-m", "right");
        var (a, b) = (sandbox.Git(top, "rev-parse", "HEAD"), sandbox.Git(right, "rev-parse", "HEAD"));
        sandbox.Git(top, "merge", "--quiet", "--no-edit", b);
        sandbox.Git(right, "merge", "--quiet", "--no-edit", a);
        Write(top, "f", Changed(45, "L"));
    }

    private static void Submodule(TestRepository repository)
    {
        var inner = repository.Path + "-inner";
        Directory.CreateDirectory(inner);
        repository.Git("init", "--quiet", inner);
        repository.Git("-C", inner, "commit", "--quiet", "--allow-empty", "-m", "inner");
        repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub");
        Common(repository);
    }

    private static void MoveSubmodule(Sandbox sandbox, string top, string message)
    {
        sandbox.Git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
        sandbox.Git(Path.Combine(top, "sub"), "commit", "--quiet", "--allow-empty", "-m", message);
    }

    private static void Run(string top, string file) => File.SetUnixFileMode(Path.Combine(top, file), (UnixFileMode)0b111_101_101);

    private static void Link(string top, string file, string target)
    {
        File.Delete(Path.Combine(top, file));
        File.CreateSymbolicLink(Path.Combine(top, file), target);
    }

    private static void Write(string top, string file, string text) => RadarScene.Write(top, file, text);
}
