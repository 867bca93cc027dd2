using System.Text.Json;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>The verb: send. To whom, what, and what is refused.</summary>
[Trait("Category", "Binary")]
public sealed class SendTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;

    public SendTests()
    {
        ui = cli.UserOn("feat/ui");
        cli.Do("join", "--name", "me");
        ui.Do("join", "--name", "tables");
    }

    public void Dispose() => cli.Dispose();

    [Fact]
    public void A_name_an_id_a_branch_and_a_folder_are_addresses()
    {
        var id = cli.Me.Sessions()["tables"].Text("id");
        string[] addresses = ["tables", "@tables", id, id[..^2], id[^8..], "feat/ui", "app.feat-ui"];

        foreach (var address in addresses)
        {
            cli.Do("send", address, "to", address);
        }

        Assert.Equal(addresses.Select(a => $"to {a}"), Texts(ui));
    }

    [Fact]
    public void A_branch_is_the_one_checked_out_now_before_the_one_on_record()
    {
        var docs = cli.UserOn("docs");
        docs.Do("join");
        ui.Git("branch", "-m", "feat/table").OutputOrThrow("rename");

        cli.Do("send", "feat/table", "one");
        cli.Do("send", "feat/ui", "two");
        docs.Git("branch", "-m", "feat/ui").OutputOrThrow("rename");
        cli.Do("send", "feat/ui", "three");

        Assert.Equal(["one", "two"], Texts(ui));
        Assert.Equal(["three"], Texts(docs));
    }

    [Fact]
    public void A_star_is_everybody_here_but_me()
    {
        var docs = cli.UserOn("docs");
        docs.Do("join");

        cli.Do("send", "*", "to all");

        Assert.Equal(["to all"], Texts(ui));
        Assert.Equal(["to all"], Texts(docs));
        Assert.Empty(Texts(cli.Me));
    }

    [Theory]
    [InlineData("tabels", "did you mean tables? here are: me, tables")]
    [InlineData("somebody", "here are: me, tables")]
    public void An_address_nobody_ever_had_names_who_is_near_and_who_is_here(string address, string hint)
    {
        var before = GitDirListing.Of(cli.GitDir);

        var refused = cli.Run("send", address, "hello");

        Assert.Equal(128, refused.ExitCode);
        Assert.Equal($"error: no session '{address}'\nhint: {hint}\n", refused.Error);
        Assert.Empty(refused.Output);
        Assert.Equal("unknown-session", Refusal("send", address, "hello").Text("code"));
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Fact]
    public void An_address_of_several_names_them()
    {
        var twin = cli.User(ui.Directory);
        twin.Do("join", "--name", "twin");

        var refused = cli.Run("send", "feat/ui", "hello");

        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("tables", refused.Error, StringComparison.Ordinal);
        Assert.Contains("twin", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_sent_is_refused_and_nothing_is_written()
    {
        var before = GitDirListing.Of(cli.GitDir);

        foreach (
            var (arguments, named) in new (string[], string)[]
            {
                (["tables", new string('x', 8193)], "8192"),
                (["tables", new string('é', 4097)], "8194"),
                (["tables", " \n "], "empty"),
                (["tables", "hi", "--summary", new string('x', 201)], "200"),
                (["tables", "hi", "--priority", "soon"], "'soon'"),
                (["tables", "hi", "--color", "red; x"], "'red; x'"),
                (["tables", "hi", "--reply-to", "deadbeef"], "'deadbeef'"),
                (["me", "hi"], "that is you"),
                (["", "hi"], "''"),
                (["tables"], "send"),
            }
        )
        {
            var refused = cli.Run(["send", .. arguments]);

            Assert.Equal(129, refused.ExitCode);
            Assert.Contains(named, refused.Error, StringComparison.Ordinal);
            Assert.Contains("hint: ", refused.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Fact]
    public void The_longest_text_and_summary_arrive_whole()
    {
        var (text, summary) = (new string('x', 8192), new string('s', 200));

        Assert.Equal(0, cli.Me.RunReading(text + "\n", "send", "tables", "--summary", summary, "-").ExitCode);

        var message = Assert.Single(ui.Json("inbox").EnumerateArray());
        Assert.Equal((text, summary), (message.Text("text"), message.Text("summary")));
    }

    [Fact]
    public void What_is_read_keeps_its_lines_and_words_that_look_special_are_ordinary()
    {
        cli.Me.RunReading("one\r\n  two\n\n", "send", "tables", "-");
        cli.Do("send", "tables", "--", "--ack", "@me", "*");

        Assert.Equal(["one\n  two", "--ack @me *"], Texts(ui));
    }

    [Fact]
    public void Too_much_on_standard_input_is_refused_however_much_it_is()
    {
        Assert.Equal(129, cli.Me.RunReading(new string('x', 8193), "send", "tables", "-").ExitCode);
        Assert.Equal(129, cli.Me.RunReading(new string('x', 1_000_000), "send", "tables", "-").ExitCode);
    }

    [Fact]
    public void A_name_that_was_here_keeps_its_mail_until_one_of_that_name_comes()
    {
        ui.Do("leave");

        Assert.EndsWith("it waits until one comes\n", cli.Do("send", "tables", "for whoever comes"), StringComparison.Ordinal);
        var docs = cli.UserOn("docs");
        docs.Do("join");
        cli.Do("send", "docs", "for docs");
        Assert.Equal(["for docs"], Texts(docs));
        // Also one that is here already and takes the name only now.
        docs.Do("join", "--name", "tables");
        Assert.Equal(["for whoever comes"], Texts(docs));
        docs.Do("leave");
        ui.Do("join", "--name", "tables");
        Assert.Empty(Texts(ui));
    }

    [Fact]
    public void What_it_answers_tells_what_was_sent()
    {
        Assert.Matches("^sent [0-9a-f]{8} to tables\n$", cli.Do("send", "tables", "hi"));
        Assert.Matches("^sent [0-9a-f]{8} to everybody here\n$", cli.Do("send", "*", "hi"));
        Assert.Equal("", cli.Do("send", "tables", "hi", "--quiet"));
        var sent = cli.Me.Json("send", "tables", "hi", "--priority", "later", "--summary", "greeting");
        Assert.Equal("id at to to_name priority summary reply_to state text", string.Join(' ', sent.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(("tables", "later", "waiting"), (sent.Text("to_name"), sent.Text("priority"), sent.Text("state")));
        Assert.EndsWith("/" + ui.Sessions()["tables"].Text("id"), sent.Text("to"), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_no_session_gets_one_by_sending()
    {
        var docs = cli.UserOn("docs");

        docs.Do("send", "tables", "hello from docs");

        Assert.Equal("docs", Assert.Single(ui.Json("inbox").EnumerateArray()).Text("from"));
    }

    private static string[] Texts(CliUser user) => [.. user.Json("inbox").EnumerateArray().Select(m => m.Text("text"))];

    private JsonElement Refusal(params string[] arguments) =>
        JsonDocument.Parse(cli.Run([.. arguments, "--json"]).Output).RootElement.GetProperty("error");
}
