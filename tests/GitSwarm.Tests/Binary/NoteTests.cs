using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>The verbs: note, notes.</summary>
[Trait("Category", "Binary")]
public sealed class NoteTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;

    public NoteTests()
    {
        ui = cli.UserOn("ui");
        At("09:00");
        cli.Do("join", "--name", "me");
        ui.Do("join");
    }

    public void Dispose() => cli.Dispose();

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void Others_are_shown_it_once_and_its_author_never(TestGit git, RepositoryFormat format)
    {
        using var other = new Cli(git, format);
        var reader = other.UserOn("reader");
        reader.Do("join");

        other.Do("note", "the", "port", "is", "8081");

        Assert.Equal(1, reader.Json("status").GetProperty("unread").GetProperty("notes").GetInt32());
        Assert.Equal("the port is 8081", Texts(reader, "--unread"));
        Assert.Equal("", Texts(reader, "--unread"));
        Assert.Equal("", Texts(other.Me, "--unread"));
        Assert.Equal("the port is 8081", Texts(reader));
    }

    [Fact]
    public void Filters_leave_out_what_is_not_asked_for()
    {
        cli.Do("note", "old");
        At("09:50");
        cli.Do("note", "--path", "src/app.js", "--path", "README.md", "about", "two");
        cli.Do("note", "--path", "src/ui/table.js", "about the TABLE");
        At("10:00");

        Assert.Equal("old|about two|about the TABLE", Texts(ui));
        Assert.Equal("about two|about the TABLE", Texts(ui, "--since", "15m"));
        Assert.Equal("about the TABLE", Texts(ui, "-n", "1"));
        Assert.Equal("about two", Texts(ui, "--path", "README.md"));
        Assert.Equal("about two|about the TABLE", Texts(ui, "--path", "src"));
        Assert.Equal("about the TABLE", Texts(ui, "--path", "src/**/*.js", "--grep", "table$"));
        Assert.Equal("old", Texts(ui, "--grep", "^o"));
        Assert.Equal("", Texts(ui, "--path", "docs"));
    }

    [Fact]
    public void Unread_marks_only_what_it_showed()
    {
        cli.Do("note", "one");
        cli.Do("note", "two");
        cli.Do("note", "three");

        Assert.Equal("one", Texts(ui, "--unread", "--grep", "one"));
        Assert.Equal("three", Texts(ui, "--unread", "-n", "1"));
        Assert.Equal("two", Texts(ui, "--unread"));
        Assert.Equal("", Texts(ui, "--unread"));
        Assert.Equal("one|two|three", Texts(ui));
    }

    [Fact]
    public void Notes_of_one_that_left_are_archived_and_keep_their_author()
    {
        cli.Do("note", "from me");
        var id = ui.Json("notes")[0].Text("session");
        cli.Do("leave");

        ui.Do("gc");

        var note = ui.Json("notes")[0];
        Assert.Equal((id, "me", "from me"), (note.Text("session"), note.Text("from"), note.Text("text")));
        Assert.Contains("/archive/1", cli.Repository.Git("for-each-ref", "refs/swarm/notes"), StringComparison.Ordinal);
        Assert.Equal("from me", Texts(ui, "--unread"));
        Assert.Equal("", Texts(ui, "--unread"));
    }

    [Fact]
    public void Standard_input_keeps_its_lines()
    {
        cli.Me.RunReading("one\r\n  two\n\n", "note", "--path", "README.md", "-");

        var note = ui.Json("notes")[0];
        Assert.Equal("one\n  two", note.Text("text"));
        Assert.Equal(["README.md"], note.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!));
    }

    [Fact]
    public void What_is_wrong_is_refused_and_nothing_is_written()
    {
        var before = GitDirListing.Of(cli.GitDir);
        var many = Enumerable.Range(0, 51).SelectMany(i => new[] { "--path", $"f{i}" });

        foreach (
            var (arguments, named) in new (string[], string)[]
            {
                (["note", new string('x', 8193)], "8192"),
                (["note", ""], "empty"),
                (["note"], "note"),
                (["note", "x", "--path", "../elsewhere"], "../elsewhere"),
                (["note", "x", .. many], "51"),
                (["notes", "-n", "0"], "'0'"),
                (["notes", "-n", "few"], "few"),
                (["notes", "--grep", "("], "'('"),
                (["notes", "--since", "yesterday"], "yesterday"),
                (["notes", "extra"], "extra"),
            }
        )
        {
            var refused = cli.Run(arguments);

            Assert.Equal(129, refused.ExitCode);
            Assert.Contains(named, refused.Error, StringComparison.Ordinal);
            Assert.Contains("hint: ", refused.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Fact]
    public void Its_answers_have_every_field()
    {
        var noted = cli.Me.Json("note", "hello", "--path", "README.md");

        Assert.Equal("id session from at text paths", string.Join(' ', noted.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(noted.GetRawText(), ui.Json("notes")[0].GetRawText());
        Assert.Equal($"{noted.Text("id")}\t2026-01-05T09:00:00Z\tme\tREADME.md\thello\n", ui.Do("notes"));
        Assert.Matches("^noted [0-9a-f]{8}\n$", cli.Do("note", "hello"));
        Assert.Equal("[]\n", cli.Do("notes", "--json", "--grep", "nothing"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Follow_goes_on_with_new_ones(TestGit git, RepositoryFormat format)
    {
        using var other = new Cli(git, format);
        other.Do("note", "first");
        using var follow = other.UserOn("reader").Start("notes", "--follow");
        try
        {
            Assert.EndsWith("\tfirst", follow.StandardOutput.ReadLine(), StringComparison.Ordinal);

            other.Do("note", "second");

            Assert.EndsWith("\tsecond", follow.StandardOutput.ReadLine(), StringComparison.Ordinal);
            Assert.False(follow.HasExited);
        }
        finally
        {
            follow.Kill();
        }
    }

    private static string Texts(CliUser user, params string[] options) =>
        string.Join('|', user.Json(["notes", .. options]).EnumerateArray().Select(n => n.Text("text")));

    private void At(string time) => cli.Sandbox.Variables["GIT_SWARM_NOW"] = $"2026-01-05T{time}:00Z";
}
