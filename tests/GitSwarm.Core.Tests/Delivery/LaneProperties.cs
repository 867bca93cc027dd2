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

    /// <summary>What two messages and one look of each reader come to: looks begin and end, and may overlap.</summary>
    private enum Move
    {
        SendText,
        SendProtocol,
        ReaderLooks,
        ReaderRecords,
        HandlerLooks,
        HandlerRecords,
    }

    [Fact]
    public void In_every_order_of_sending_looking_and_recording_a_text_and_a_request_reach_each_its_own()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        var orders = Orders([], [.. Enum.GetValues<Move>()]).ToList();
        Assert.Equal(180, orders.Count);

        for (var n = 0; n < orders.Count; n++)
        {
            var (read, handled) = Play(world, orders[n], n);

            Assert.True(read.SequenceEqual([$"text {n}"]), $"{string.Join(' ', orders[n])}: read {string.Join(", ", read)}");
            Assert.True(handled.SequenceEqual([$"request_{n}"]), $"{string.Join(' ', orders[n])}: handled {string.Join(", ", handled)}");
        }
    }

    private static (List<string> Read, List<string> Handled) Play(MailWorld world, IReadOnlyList<Move> order, int n)
    {
        var (read, handled) = (new List<string>(), new List<string>());
        Inflow? reader = null;
        Inflow? handler = null;
        foreach (var move in order)
        {
            switch (move)
            {
                case Move.SendText:
                    world.Send("alice", "bob", $"text {n}");
                    break;
                case Move.SendProtocol:
                    world.SendProtocol("alice", "bob", $"request_{n}");
                    break;
                case Move.ReaderLooks:
                    reader = world.Read("bob");
                    read.AddRange(reader.Text.Lines.Select(w => w.Line.Text!));
                    break;
                case Move.ReaderRecords:
                    world.Delivery.Record(reader!, PutOut.Nothing with { Text = reader!.Text.Lines.Select(w => w.Line.Id).ToHashSet() });
                    break;
                case Move.HandlerLooks:
                    handler = world.Read("bob");
                    handled.AddRange(handler.Protocol.Lines.Select(w => w.Line.Type!));
                    break;
                default:
                    world.Delivery.Record(
                        handler!,
                        PutOut.Nothing with
                        {
                            Protocol = handler!.Protocol.Lines.Select(w => w.Line.Id).ToHashSet(),
                        }
                    );
                    break;
            }
        }
        read.AddRange(world.Inbox("bob"));
        handled.AddRange(world.Handle("bob"));
        return (read, handled);
    }

    /// <summary>Every order in which nobody records before looking.</summary>
    private static IEnumerable<IReadOnlyList<Move>> Orders(List<Move> done, HashSet<Move> left)
    {
        if (left.Count == 0)
        {
            return [done];
        }
        return left.Where(m =>
                !(m == Move.ReaderRecords && left.Contains(Move.ReaderLooks))
                && !(m == Move.HandlerRecords && left.Contains(Move.HandlerLooks))
            )
            .SelectMany(m => Orders([.. done, m], [.. left.Except([m])]));
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
