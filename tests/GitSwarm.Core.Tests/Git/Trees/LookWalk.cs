using System.Globalization;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Git.Trees;

/// <summary>Does at random what people do in a work tree, and what they should not.</summary>
internal sealed class LookWalk(LookScene scene, int seed)
{
    private static readonly string[] Names =
    [
        "a",
        "b",
        "ab",
        "a.b",
        "B",
        "bin",
        "é",
        " x",
        "[a]",
        "*",
        "a\\b",
        "-",
        "#c",
        "!d",
        "ba",
        "b ",
        "a.c",
    ];

    private static readonly string[] Pieces =
    [
        "a",
        "b",
        "ab",
        ".b",
        "*",
        "*",
        "**",
        "?",
        "[ab]",
        "[!a]",
        "[^b-z]",
        "[A-B]",
        "[]a]",
        "[a-]",
        "[\\]b]",
        "[",
        "\\[",
        "\\*",
        "\\a",
        "\\ ",
        " ",
        "é",
        "#",
        "!",
        "-",
        "bin",
    ];

    private static readonly string[] Common =
    [
        "*",
        "**",
        "a",
        "b/",
        "/a",
        "a/*",
        "!a/b",
        "**/b",
        "a/**",
        "a/**/b",
        "*.b",
        "bin/",
        "!bin",
        "/*",
        "!*/",
        "#c",
        "",
        "a b",
        "b ",
    ];

    private readonly Random random = new(seed);
    private readonly List<string> tracked = [];
    private string first = "";

    /// <summary>Makes the tracked files.</summary>
    internal void Begin()
    {
        foreach (var folder in new[] { "", "a/", "b/", "a/b/", "bin/", "a/é/", "ab/[a]/" })
        {
            foreach (var name in new[] { "t", "u" })
            {
                Write(folder + name, "tracked\n");
                tracked.Add(folder + name);
            }
        }
        first = scene.Repository.Commit("tracked");
    }

    /// <summary>Goes on; several things at once.</summary>
    /// <param name="isClear">False where only git could judge the last; mostly that is put right then.</param>
    internal void Step(bool isClear)
    {
        if (!isClear && random.Next(4) > 0)
        {
            Restore();
        }
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            Do();
        }
    }

    private void Do()
    {
        switch (random.Next(60))
        {
            case < 24:
                Write(AnyPath(), "new\n");
                break;
            case < 36:
                Write(Folder(2) + ".gitignore", Rules());
                break;
            case < 38:
                Write(".git/info/exclude", Rules());
                break;
            case < 40:
                File.WriteAllText(Path.Combine(scene.Sandbox.Variables["HOME"], ".config", "git", "ignore"), Rules());
                break;
            case < 44:
                Write(Pick(tracked), new string('x', random.Next(1, 30)));
                break;
            case < 46:
                Try(Pick(tracked), File.Delete);
                break;
            case < 48:
                MakeFolder(AnyPath());
                break;
            case < 50:
                Link(AnyPath());
                break;
            case 50:
                Remove(Path.GetDirectoryName(Pick(tracked))!);
                break;
            case < 54:
                Restore();
                break;
            case 54:
                // A repository without a commit cannot be added.
                scene.Sandbox.Run("git", ["add", "--all"], scene.Repository.Path);
                scene.Repository.Git("commit", "--quiet", "--allow-empty", "-m", "all");
                break;
            default:
                Odd();
                break;
        }
    }

    // What only git can judge.
    private void Odd()
    {
        var file = At(Pick(tracked));
        switch (random.Next(12))
        {
            case 0 when File.Exists(file):
                File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                break;
            case 1 when File.Exists(file):
                File.WriteAllText(file, "trackeD\n");
                break;
            case 2 when File.Exists(file):
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                break;
            case 3 when File.Exists(file):
                File.Delete(file);
                MakeFolder(Path.GetRelativePath(scene.Repository.Path, file));
                break;
            case 4:
                Write(AnyPath() + "/.git", "no repository\n");
                break;
            case 5:
                scene.Sandbox.Run("git", ["add", "--all"], scene.Repository.Path);
                break;
            case 6:
                scene.Sandbox.Run("mkfifo", [At(Folder(1) + "pipe")]);
                break;
            case 7:
                scene.Sandbox.Run("git", ["init", "--quiet", AnyPath()], scene.Repository.Path);
                break;
            default:
                break;
        }
    }

    private void Restore()
    {
        // Git touches nothing beside a .git, and so would leave these.
        foreach (var marker in Directory.GetFiles(scene.Repository.Path, ".git", SearchOption.AllDirectories))
        {
            File.Delete(marker);
        }
        foreach (var inner in Directory.GetDirectories(scene.Repository.Path, ".git", SearchOption.AllDirectories))
        {
            if (inner != At(".git"))
            {
                Directory.Delete(inner, recursive: true);
            }
        }
        scene.Repository.Git("clean", "-ffdxq");
        scene.Repository.Git("reset", "--quiet", "--hard", first);
    }

    private string AnyPath() => Folder(3) + Pick(Names);

    private string Folder(int depth)
    {
        var folder = "";
        for (var i = random.Next(depth + 1); i > 0; i--)
        {
            folder += Pick(Names) + "/";
        }
        return folder;
    }

    private string Rules() => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Rule() + Pick(["\n", "\n", "\n", "\r\n"])));

    private string Rule()
    {
        if (random.Next(2) == 0)
        {
            return Pick(Common);
        }
        var rule = Pick(["", "", "", "!", "/"]);
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            rule += Pick(Pieces) + Pick(["", "", "/"]);
        }
        return rule + Pick(["", "", "/", " ", "  "]);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private string At(string path) => Path.Combine(scene.Repository.Path, path);

    // Where something else is in the way, nothing happens.
    private void Write(string path, string text) => Try(path, file => File.WriteAllText(file, text));

    private void MakeFolder(string path) => Try(path, folder => Directory.CreateDirectory(folder));

    private void Link(string path) => Try(path, link => File.CreateSymbolicLink(link, Pick(["a", "nowhere", "/dev/null"])));

    private void Remove(string folder)
    {
        if (folder.Length > 0 && Directory.Exists(At(folder)))
        {
            Directory.Delete(At(folder), recursive: true);
        }
    }

    private void Try(string path, Action<string> action)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
            action(At(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _ = error.Message.ToString(CultureInfo.InvariantCulture);
        }
    }
}
