using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>Laws of messages to a team while its members come, go, write and read.</summary>
public class TeamMailProperties
{
    private static readonly string[] People = ["ann", "ben", "cem"];

    private enum Act
    {
        Join,
        Leave,
        Send,
        Read,
    }

    [Fact]
    public void Each_message_is_shown_once_to_everybody_who_was_in_the_team_when_it_was_sent_and_to_nobody_else()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ann").Join("ben").Join("cem");
        var step = from act in Gen.Elements(Enum.GetValues<Act>()) from who in Gen.Elements<string>([.. People, "lead"]) select (act, who);
        var round = 0;

        Prop.ForAll(
                step.ArrayOf(14).ToArbitrary(),
                steps =>
                {
                    var team = $"t{++round}";
                    world.Team("lead", team);
                    var members = new HashSet<string>();
                    var expected = People.Append("lead").ToDictionary(p => p, _ => new List<string>());
                    var shown = People.Append("lead").ToDictionary(p => p, _ => new List<string>());
                    for (var n = 0; n < steps.Length; n++)
                    {
                        var (act, who) = steps[n];
                        // Several things happen in one moment.
                        world.Now += TimeSpan.FromSeconds(act == Act.Read ? 0 : 1);
                        switch (act)
                        {
                            case Act.Join when who != "lead" && members.Add(who):
                                world.Enter(who, team);
                                break;
                            case Act.Leave when members.Remove(who):
                                world.Teams.Leave(team, who, "done");
                                break;
                            case Act.Send when members.Append("lead").Any(m => m != who):
                                world.Send(who, $"team:{team}", $"{round}.{n}");
                                foreach (var reader in members.Append("lead").Where(m => m != who))
                                {
                                    expected[reader].Add($"{round}.{n}");
                                }
                                break;
                            case Act.Read:
                                shown[who].AddRange(world.Inbox(who));
                                break;
                            default:
                                break;
                        }
                    }
                    foreach (var who in shown.Keys)
                    {
                        shown[who].AddRange(world.Inbox(who));
                    }
                    world.Teams.Delete(MailWorld.As("lead"), team, force: true);
                    return expected.All(e => e.Value.Order().SequenceEqual(shown[e.Key].Order()));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }
}
