using System.Text.Json;
using GitSwarm.Mail;
using GitSwarm.Requests;
using GitSwarm.Tests.Delivery;
using Xunit;

namespace GitSwarm.Tests.Requests;

/// <summary>Questions that wait, and who can answer them.</summary>
[Trait("Rule", "M4")]
public sealed class RequestTests : IDisposable
{
    private readonly MailWorld world = new();

    public RequestTests() => world.Join("lead").Join("maker").Join("other");

    public void Dispose() => world.Dispose();

    [Fact]
    public void One_is_open_until_its_time_is_up_or_its_asker_is_gone()
    {
        Ask("q1", world.Now.AddMinutes(10));
        Ask("q2", world.Now.AddMinutes(20));

        Assert.Equal(["q1", "q2"], Open());
        world.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(["q2"], Open());
        world.Leave("maker");
        Assert.Empty(Open());
    }

    [Fact]
    public void Only_who_was_asked_can_answer_and_only_that_question()
    {
        Ask("q1", world.Now.AddMinutes(10));
        Answer("other", new Answer("q1", Yes: true, null));
        Answer("lead", new Answer("q2", Yes: true, null));
        world.Outbox.Send(MailWorld.As("lead"), new Message("maker") { Text = """{"request_id":"q1","allow":true}""" });
        Assert.Null(Got("q1"));

        Answer("lead", new Answer("q1", Yes: false, "no"));
        Answer("lead", new Answer("q1", Yes: true, null));

        Assert.Equal(new Answer("q1", Yes: false, "no"), Got("q1"));
    }

    [Theory]
    [InlineData("""{"request_id":"q1"}""")]
    [InlineData("""{"request_id":"q1","allow":"true"}""")]
    [InlineData("""{"request_id":"q1","allow":1,"reason":{}}""")]
    public void What_does_not_say_yes_is_no(string fields)
    {
        Ask("q1", world.Now.AddMinutes(10));
        world.Outbox.Send(
            MailWorld.As("lead"),
            new Message("maker") { Type = "permission_response", Fields = JsonSerializer.Deserialize<JsonElement>(fields) }
        );

        Assert.False(Got("q1")!.Yes);
    }

    [Fact]
    public void However_much_a_tool_would_be_given_the_question_stays_small()
    {
        var all = string.Join(
            ',',
            Enumerable.Range(0, 2000).Select(i => $"\"k{i}\":\"{new string('"', 300).Replace("\"", "\\u0022", StringComparison.Ordinal)}\"")
        );
        var input = JsonSerializer.Deserialize<JsonElement>($$"""{"command":"rm -rf build",{{all}}}""");

        var fields = RequestFields.Permission("q1", new string('x', 500), input, input, world.Now);

        Assert.True(fields.GetRawText().Length < RequestFields.MostInput + 1000, fields.GetRawText());
        Assert.Equal("rm -rf build", RequestFields.Call(fields).Detail);
        Assert.False(fields.TryGetProperty("suggestions", out _));
    }

    [Theory]
    [InlineData("""{"command":"\ud800 x"}""")]
    [InlineData("""{"\udc00":"x"}""")]
    [InlineData(null)]
    public void What_cannot_be_written_again_is_told_as_it_stands(string? input)
    {
        var deep = input ?? $$"""{"command":{{new string('[', 500)}}1{{new string(']', 500)}}}""";
        using var given = JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 1000 });

        var fields = RequestFields.Permission("q1", "Bash", given.RootElement, given.RootElement, world.Now.AddMinutes(10));
        world.Outbox.Send(MailWorld.As("maker"), new Message("lead") { Type = "permission_request", Fields = fields });

        var request = Assert.Single(Request.Open(world.Read("lead"), world.Now));
        Assert.StartsWith(deep[..5], RequestFields.Call(request.Fields).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_would_break_its_reader_is_none()
    {
        const string Line = """{"id":"q1","tool":"Bash","input":{"command":"\ud800"}}""";

        Assert.False(RequestFields.IsPlain(JsonSerializer.Deserialize<JsonElement>(Line)));
        Assert.Null(RequestFields.Call(JsonSerializer.Deserialize<JsonElement>(Line)).Detail);
    }

    [Fact]
    public void Fields_are_those_of_the_documentation()
    {
        var said = RequestKind.All.Select(k => new Answer("q", Yes: true, "why").Fields(k).GetRawText());

        Assert.Equal(
            [
                """{"request_id":"q","allow":true,"reason":"why"}""",
                """{"request_id":"q","approve":true,"feedback":"why"}""",
                """{"request_id":"q","approve":true,"reason":"why"}""",
            ],
            said
        );
    }

    private void Ask(string id, DateTimeOffset until) =>
        world.Outbox.Send(
            MailWorld.As("maker"),
            new Message("lead") { Type = "permission_request", Fields = RequestFields.Permission(id, "Bash", null, null, until) }
        );

    private void Answer(string from, Answer answer) =>
        world.Outbox.Send(
            MailWorld.As(from),
            new Message("maker") { Type = "permission_response", Fields = answer.Fields(RequestKind.Permission) }
        );

    private Answer? Got(string id) => GitSwarm.Requests.Answer.To(world.Read("maker"), RequestKind.Permission, id, "lead")?.Answer;

    private IEnumerable<string> Open() => Request.Open(world.Read("lead"), world.Now).Select(r => r.Id);
}
