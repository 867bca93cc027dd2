using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Delivery;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>Laws of the lanes and of cursors that two readers move at once.</summary>
public class LaneProperties
{
    /// <summary>What happens: a text or protocol message is sent, or one of the two readers reads.</summary>
    private enum Step
    {
        Text,
        Protocol,
        Read,
        Handle,
    }

    [Fact]
    public void In_every_order_each_message_reaches_exactly_its_own_reader_once()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        var number = 0;

        Prop.ForAll(
                Gen.Elements(Step.Text, Step.Protocol, Step.Read, Step.Handle).ArrayOf(8).ToArbitrary(),
                steps =>
                {
                    List<string> texts = [];
                    List<string> types = [];
                    List<string> read = [];
                    List<string> handled = [];
                    foreach (var step in steps.Append(Step.Read).Append(Step.Handle))
                    {
                        switch (step)
                        {
                            case Step.Text:
                                texts.Add($"t{++number}");
                                world.Send("alice", "bob", texts[^1]);
                                break;
                            case Step.Protocol:
                                types.Add($"p{++number}");
                                world.SendProtocol("alice", "bob", types[^1]);
                                break;
                            case Step.Read:
                                read.AddRange(world.Inbox("bob"));
                                break;
                            default:
                                handled.AddRange(world.Handle("bob"));
                                break;
                        }
                    }
                    return texts.SequenceEqual(read) && types.SequenceEqual(handled);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void Merged_cursors_show_nothing_again_and_skip_nothing_either_left_open()
    {
        var cursors =
            from seq in Gen.Choose(0, 8)
            from open in Gen.Choose(1, 8).ArrayOf(4)
            select new FeedCursor { Seq = seq, Open = [.. open.Where(o => o <= seq).Distinct().Select(o => new OpenLine(1, o))] };

        Prop.ForAll(
                (from a in cursors from b in cursors select (a, b)).ToArbitrary(),
                pair =>
                {
                    var merged = CursorMerge.Merge(One(pair.a), One(pair.b))["f"];
                    return Enumerable
                        .Range(1, 8)
                        .All(seq => HasDealtWith(merged, seq) == (HasDealtWith(pair.a, seq) || HasDealtWith(pair.b, seq)));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Dictionary<string, FeedCursor> One(FeedCursor cursor) => new() { ["f"] = cursor };

    private static bool HasDealtWith(FeedCursor cursor, long seq) =>
        new CursorRecord { Id = "x", Text = One(cursor) }.HasDealtWith(Lane.Text, "f", seq);
}
