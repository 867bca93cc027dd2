using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>What of an outbox leaves: only what is for others, and that byte for byte.</summary>
public class MailFilterTests
{
    private const string Mine = "mine0001";

    /// <summary>Lines that leave as they are.</summary>
    private static readonly string[] ForOthers =
    [
        """{"seq":1,"id":"x","at":"2026-01-05T09:00:00+00:00","by":"a","to":"session:other001/b","to_name":"b","text":"hi"}""",
        """{"seq":2,"id":"x","to":"all","text":"hi"}""",
        """{"seq":3,"id":"x","to":"session:mine00012/b","type":"shutdown_request","fields":{"a":[1]}}""",
        """  {"seq":4,"id":"x","later":{"kept":true},"to":"all","text":"caf\u00e9"}  """,
        """{"seq":5,"id":"x","acks":["foreign-1","foreign-2"]}""",
        """{"v":1,"seq":6,"id":"x","to":"all","text":"hi"}""",
        """{"seq":7,"id":"x","to":"team:other001/web/i","readers":{"other001/b":"ui"},"text":"hi"}""",
        """{"seq":8,"id":"x","to":"team:mine0001/web/i","readers":{"mine0001/a":"a","other001/b":"ui"},"text":"hi"}""",
        """{"seq":9,"id":"x","to":"channel:build","readers":{"mine0001/a":"a"},"text":"hi"}""",
    ];

    /// <summary>Lines of which nothing leaves.</summary>
    private static readonly string[] AtHome =
    [
        """{"seq":1,"id":"x","to":"session:mine0001/b","to_name":"b","text":"secret"}""",
        """{"seq":2,"id":"x","to":"name:b","text":"secret"}""",
        """{"seq":3,"id":"x","to":"team:b","text":"secret"}""",
        """{"seq":3,"id":"x","to":"team:mine0001/web/i","readers":{"mine0001/a":"a"},"text":"secret"}""",
        """{"seq":4,"id":"x","to":"everybody","text":"secret"}""",
        """{"seq":5,"id":"x","text":"secret"}""",
        """{"seq":6,"id":"x","acks":["local-1"]}""",
        """{"seq":7,"id":"x","acks":[]}""",
        """{"v":2,"seq":8,"id":"x","to":"all","text":"secret"}""",
        """{"v":2,"seq":9,"id":"x","acks":["foreign-1"]}""",
        """{"seq":10,"to":"all","text":"secret"}""",
        """{"seq":11,"id":"x","to":"all","text":"secret" """,
        """{"seq":"eleven","id":"x","to":"all","text":"secret"}""",
        """{"seq":12,"id":"x","to":"all","to":"session:mine0001/b","text":"secret"}""",
        """{"seq":13,"id":"x","to":"all","text":"secret \ud800"}""",
        """[{"seq":14,"id":"x","to":"all","text":"secret"}]""",
        "null",
        "secret",
        "\u0000",
        "\r",
        "",
    ];

    [Fact]
    public void What_is_for_others_leaves_as_it_is_and_in_order_and_nothing_else()
    {
        var lines = Gen.OneOf(Gen.Elements(ForOthers).Select(l => (l, true)), Gen.Elements(AtHome).Select(l => (l, false))).ListOf();

        Prop.ForAll(
                lines.ToArbitrary(),
                outbox =>
                {
                    var sent = Filtered(string.Join('\n', outbox.Select(l => l.Item1)));
                    return sent == string.Concat(outbox.Where(l => l.Item2).Select(l => l.Item1 + "\n")) && Filtered(sent) == sent;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Each_line_decides_for_itself()
    {
        Assert.All(ForOthers, line => Assert.Equal(line + "\n", Filtered(line)));
        Assert.All(AtHome, line => Assert.Equal("", Filtered(line)));
    }

    [Fact]
    public void Of_acknowledgements_only_those_of_messages_from_elsewhere_leave()
    {
        var line = """{"seq":7,"id":"0199","at":"2026-01-05T09:00:00+00:00","by":"a","acks":["local-1","foreign-1","local-2"],"later":1}""";

        var sent = Filtered(line);

        Assert.DoesNotContain("local", sent, StringComparison.Ordinal);
        var read = Assert.Single(FeedText.Parse(Encoding.UTF8.GetBytes(sent), MailJson.Default.MailLine));
        Assert.Equal((7L, "0199", "a"), (read.Seq, read.Id, read.By));
        Assert.Equal(["foreign-1"], read.Acks!);
        Assert.Equal("later", Assert.Single(read.Unknown!).Key);
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_home()
    {
        byte[] text = [.. """{"seq":1,"id":"x","to":"all","text":"a"""u8, 0xff, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(ForOthers[1])];

        Assert.Equal(ForOthers[1] + "\n", Encoding.UTF8.GetString(MailFilter.ForOthers(text, Mine, _ => true)));
    }

    private static string Filtered(string text) =>
        Encoding.UTF8.GetString(
            MailFilter.ForOthers(Encoding.UTF8.GetBytes(text), Mine, id => id.StartsWith("foreign", StringComparison.Ordinal))
        );
}
