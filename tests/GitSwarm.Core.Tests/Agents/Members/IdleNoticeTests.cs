using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Members;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tests.Delivery;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Agents.Members;

/// <summary>What a lead is told of a member whose turn is over.</summary>
[Trait("Rule", "L1")]
public sealed class IdleNoticeTests
{
    [Theory]
    [InlineData("available", "done", """{"from":"ui@web","reason":"available","result":"done"}""")]
    [InlineData("failed", "no disk", """{"from":"ui@web","reason":"failed","result":"no disk"}""")]
    [InlineData("available", null, """{"from":"ui@web","reason":"available"}""")]
    public void Its_fields_are_those_of_the_rules_and_are_read_again(string reason, string? result, string fields)
    {
        var notice = new IdleNotice("ui@web", reason, result);

        Assert.Equal(fields, notice.Fields().GetRawText());
        Assert.Equal(notice, IdleNotice.Read(Line(fields)));
    }

    [Fact]
    public void Of_a_long_result_the_beginning_is_told_and_where_the_rest_is()
    {
        var told = IdleNotice.Read(Line(new IdleNotice("ui@web", "available", new string('x', 100_000)).Fields().GetRawText()))!;

        Assert.Equal(IdleNotice.LongestResult, told.Result!.Length);
        Assert.EndsWith("\n… (cut; its transcript has all of it)", told.Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reason":"available"}""", "idle_notification")]
    [InlineData("""{"from":7}""", "idle_notification")]
    [InlineData("[]", "idle_notification")]
    [InlineData("""{"from":"ui@web"}""", "task_notification")]
    public void What_is_none_is_not_taken_for_one(string fields, string type) => Assert.Null(IdleNotice.Read(Line(fields, type)));

    [Fact]
    public void That_of_another_clone_is_not_taken()
    {
        using var world = new MailWorld();
        world.Join("lead");
        Plant(world, "elsewhr1");
        Assert.Empty(world.Read("lead").Text.Lines);

        Plant(world, TestStore.Clone);

        Assert.Equal("idle_notification", Assert.Single(world.Read("lead").Text.Lines).Line.Type);
    }

    private static void Plant(MailWorld world, string clone)
    {
        var name = new RefName($"refs/swarm/mail/{clone}/member/1");
        var line = Line(new IdleNotice("ui@web", "available", "done").Fields().GetRawText()) with
        {
            Id = $"of-{clone}",
            Seq = 1,
            At = world.Now,
            By = "ui",
            To = $"session:{TestStore.Clone}/lead",
        };
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, MailJson.Default.MailLine) + "\n");
        world.Store.Update<bool>([name.Value], s => new(true, [new RefChange(name, bytes, s.IdOf(name))]));
    }

    private static MailLine Line(string fields, string type = "idle_notification") =>
        new()
        {
            Id = "m1",
            By = "ui",
            Type = type,
            Fields = JsonSerializer.Deserialize<JsonElement>(fields),
        };
}
