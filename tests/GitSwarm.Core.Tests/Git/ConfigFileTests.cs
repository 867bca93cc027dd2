using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git;

public class ConfigFileTests
{
    private static readonly Gen<string> Text = Gen.Elements<string>([
            .. "aZ9-_.,:/=[]{}()\\\"'`#;%$&*~ \t\n\b".Select(c => c.ToString()),
            "\r",
            "é",
            "日本",
            "\u00a0",
            "\u3000",
            "\u2028",
            "🐝",
            "\\\\",
            "  ",
            "\"\"",
            " #",
            " ;",
        ])
        .ListOf()
        .Select(parts => string.Concat(parts));

    private static readonly Gen<string> Key =
        from section in Gen.Elements("swarm", "a-b", "A.B", "remote.Or igin", "x.\"q\"", "x.back\\slash", "x.]", "x.日本", "x.a.b.C", "x.#")
        from name in Gen.Elements("k", "K", "key-1", "fetch", "x9")
        select section + "." + name;

    [Fact]
    public void Whatever_git_writes_is_read_as_git_reads_it()
    {
        using var sandbox = new Sandbox(Gits.Newest);
        var repository = TestRepository.Create(sandbox);
        var entries = Key.Zip(Text).ListOf(40).Select(l => l.ToList());
        Prop.ForAll(
                entries.ToArbitrary(),
                list =>
                {
                    var file = sandbox.Path("config");
                    File.Delete(file);
                    foreach (var (key, value) in list)
                    {
                        sandbox.Git(
                            sandbox.Root,
                            "config",
                            "--file",
                            file,
                            "--add",
                            key,
                            value.Replace("\0", "", StringComparison.Ordinal)
                        );
                    }
                    Assert.Equal(AsGitReads(sandbox, file), AsWeRead(file));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4));
    }

    [Theory]
    [InlineData("[swarm]\n\tenabled\n", "no value")]
    [InlineData("[SWARM]Enabled=TRUE\n", "no line end after the section")]
    [InlineData("[swarm]\r\n\tenabled = true\r\n\tclone = abc\r\n", "line ends of Windows")]
    [InlineData("[swarm]\nclone = a b\t c  \n", "blanks inside and after")]
    [InlineData("[swarm]\nclone = \" a \" # why\n", "quotes and a comment")]
    [InlineData("[swarm]\nclone = a\\\n  b\\\nc\n", "lines that go on")]
    [InlineData("[swarm]\nclone = \\\n   b\n", "blanks at the start of a line that goes on")]
    [InlineData("[swarm]\nclone = \"\"   b\n", "blanks after empty quotes")]
    [InlineData("[swarm]\nclone = a  \\\n\n", "blanks before the end of a line that goes on")]
    [InlineData("[swarm]\nclone = a\u00a0\n", "a blank that is none to git")]
    [InlineData("[swarm]\nclone = \\t\\n\\\\\\\"x\n", "escapes")]
    [InlineData("[swarm]\nclone = a;b ; c\n", "the other comment")]
    [InlineData("[swarm]\nclone = \"a;b#c\"\n", "comment signs in quotes")]
    [InlineData("# first\n; second\n\n[swarm] ; third\nclone = 1 # fourth\n", "comments everywhere")]
    [InlineData("[remote \"Or\\\"i\\\\g in\"]\nFetch = +refs/*:refs/*\nfetch = two\n", "escapes in a subsection, two values")]
    [InlineData("[a.B]\nk = old style\n[a \"B\"]\nk = new style\n", "two kinds of subsection")]
    [InlineData("[swarm]\nclone =\n", "an empty value")]
    [InlineData("\uFEFF[swarm]\nclone = x", "a byte order mark, no last line end")]
    [InlineData("enabled = true\n", "a key before the first section")]
    [InlineData("[swarm]\nclone = ends with \\", "a backslash at the end of the file")]
    [InlineData("", "nothing")]
    public void Hand_written_syntax_is_read_as_git_reads_it(string text, string what)
    {
        using var sandbox = new Sandbox(Gits.Newest);
        var file = sandbox.Path("config");
        File.WriteAllText(file, text);

        Assert.True(AsGitReads(sandbox, file) == AsWeRead(file), what);
    }

    [Theory]
    [InlineData("[swarm\nenabled = true\n")]
    [InlineData("[swarm]\n= true\n")]
    [InlineData("[swarm]\n9k = true\n")]
    [InlineData("[swarm]\nclone yes\n")]
    [InlineData("[swarm]\nclone = \"open\n")]
    [InlineData("[swarm]\nclone = \\q\n")]
    [InlineData("[swarm \"a\nb\"]\nclone = x\n")]
    [InlineData("[swarm \"a\\\nb\"]\nclone = x\n")]
    [InlineData("[swarm \"a\" ]\nclone = x\n")]
    [InlineData("[swarm ]\nclone = x\n")]
    public void What_git_refuses_is_refused_with_the_line(string text)
    {
        using var sandbox = new Sandbox(Gits.Newest);
        var file = sandbox.Path("config");
        File.WriteAllText(file, text);
        Assert.Contains("bad config", sandbox.Run("git", ["config", "--file", file, "--list"]).Error, StringComparison.Ordinal);

        var error = Assert.Throws<SwarmException>(() => ConfigFile.Read(file));

        Assert.Equal(ErrorCode.BadConfig, error.Code);
        Assert.Contains("bad config line", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("Yes", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("2", true)]
    [InlineData("-1", true)]
    [InlineData("false", false)]
    [InlineData("No", false)]
    [InlineData("off", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void A_boolean_is_what_it_is_to_git(string value, bool expected)
    {
        using var sandbox = new Sandbox();
        var file = sandbox.Path("config");
        File.WriteAllText(file, $"[swarm]\nenabled = {value}\n");
        Assert.Equal(expected ? "true" : "false", sandbox.Git(sandbox.Root, "config", "--file", file, "--type=bool", "swarm.enabled"));

        Assert.Equal(expected, ConfigFile.Read(file).Bool("swarm.enabled", fallback: !expected));
    }

    [Fact]
    public void A_missing_file_is_empty() => Assert.Empty(ConfigFile.Read("/no such directory/config").Keys);

    [Fact]
    public void Includes_are_not_followed()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        File.WriteAllText(sandbox.Path("more"), "[swarm]\nclone = included\n");
        repository.Git("config", "include.path", sandbox.Path("more"));
        Assert.Equal("included", repository.Git("config", "swarm.clone"));

        Assert.Null(ConfigFile.Read(Path.Combine(repository.Path, ".git", "config"))["swarm.clone"]);
    }

    // Key, line end, value as git config -z prints them; of one key in the order of the file.
    private static string AsGitReads(Sandbox sandbox, string file)
    {
        var output = sandbox.Run("git", ["config", "--file", file, "--list", "-z"]).OutputOrThrow("git config");
        var entries = output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split('\n', 2));
        return Show(entries.Select(e => (e[0], e.Length == 2 ? e[1] : "true")));
    }

    private static string AsWeRead(string file)
    {
        var config = ConfigFile.Read(file);
        return Show(config.Keys.SelectMany(k => config.All(k).Select(v => (k, v))));
    }

    private static string Show(IEnumerable<(string Key, string Value)> entries)
    {
        var text = new StringBuilder();
        foreach (var group in entries.GroupBy(e => e.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"{group.Key}: {string.Join(" | ", group.Select(e => $"<{e.Value}>"))}\n");
        }
        return text.ToString();
    }
}
