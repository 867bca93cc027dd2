using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Store;
using Xunit;

namespace GitSwarm.Tests.Store;

/// <summary>Records of many sessions in one blob, and what readers meet of them.</summary>
public class PresenceBlobTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<PresenceEntry[]> Entries = (
        from id in Gen.Elements("a", "b-2", "019b8d62-7a80-7e36-bf44-8c0ffee00000")
        from kinds in Gen.SubListOf((IEnumerable<string>)SwarmRefs.InPresence)
        from record in Gen.Elements("{}", """{"v":1,"id":"ü\"}{[","paths":[]}""", """{ "at" : "then" }""", "null", "[[1],{}]")
        select new PresenceEntry(id, kinds.ToDictionary(k => k, _ => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(record)))
    )
        .ListOf()
        .Select(l => l.ToArray());

    [Fact]
    public void What_is_written_is_read_again_byte_by_byte()
    {
        Prop.ForAll(
                Entries.ToArbitrary(),
                entries =>
                {
                    var (read, reason) = PresenceBlob.Parse(new PresenceBlob(At, entries).ToBytes());
                    return reason is null && read!.At == At && read.Entries.Select(Text).SequenceEqual(entries.Select(Text));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void No_bytes_break_it()
    {
        var whole = Encoding.UTF8.GetString(
            new PresenceBlob(
                At,
                [new PresenceEntry("a", new Dictionary<string, ReadOnlyMemory<byte>> { ["touched"] = "{}"u8.ToArray() })]
            ).ToBytes()
        );
        Prop.ForAll(
                (
                    from place in Gen.Choose(0, whole.Length - 1)
                    from length in Gen.Choose(0, 12)
                    from put in ArbMap.Default.GeneratorFor<byte[]>()
                    select (place, length, put)
                ).ToArbitrary(),
                change =>
                {
                    var bytes = Encoding.UTF8.GetBytes(whole);
                    var end = Math.Min(bytes.Length, change.place + change.length);
                    var (read, reason) = PresenceBlob.Parse((byte[])[.. bytes[..change.place], .. change.put, .. bytes[end..]]);
                    return read is null != (reason is null);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_record_as_deep_as_one_may_be_hides_no_other()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 64) + new string(']', 64));
        var entry = new PresenceEntry("a", new Dictionary<string, ReadOnlyMemory<byte>> { ["sessions"] = deep });

        var (read, _) = PresenceBlob.Parse(new PresenceBlob(At, [entry, entry with { Id = "b" }]).ToBytes());

        Assert.Equal(["a", "b"], read!.Entries.Select(e => e.Id));
    }

    [Theory]
    [InlineData("""{"v":2,"records":[]}""", StoreProblem.Newer)]
    [InlineData("""{"records":[],"v":2}""", StoreProblem.Newer)]
    [InlineData("""{"v":1,"records":{}}""", "not a record of sessions")]
    [InlineData("""{"v":1,"records":[{"id":"a","sessions":{}}""", "not a record of sessions")]
    [InlineData("[]", "not a record of sessions")]
    public void What_cannot_be_read_is_said(string text, string reason) =>
        Assert.Equal((null, reason), PresenceBlob.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Readers_meet_each_record_as_if_it_had_a_ref_of_its_own()
    {
        using var store = new TestStore();
        Put(
            store,
            "refs/swarm-remote/origin/presence/other001/live",
            """{"v":1,"records":[{"id":"a","sessions":{"x":1},"touched":{"y":2}},{"id":"UP","sessions":{}}]}"""
        );
        Put(store, "refs/swarm-remote/origin/presence/other002/live", "nonsense");
        Put(
            store,
            $"refs/swarm-remote/origin/presence/{TestStore.Clone}/live",
            """{"v":1,"records":[{"id":"mine","sessions":{"stale":1}}]}"""
        );
        Put(store, "refs/swarm/presence/other003/live", """{"v":1,"records":[{"id":"b","heartbeats":{"z":3}}]}""");
        Put(store, $"refs/swarm/presence/{TestStore.Clone}/live", """{"v":1,"records":[{"id":"mine","sessions":{"stale":2}}]}""");
        store.User.Git("config", "swarm.clone", TestStore.Clone);

        var snapshot = new SwarmStore(store.GitAt(store.User.Path), new Random(1), SwarmStore.CommandDeadline).Read([
            SwarmRefs.Prefix(SwarmRefs.Touched),
        ]);

        Assert.Equal(
            ["""heartbeats other003/b {"z":3}""", """sessions other001/a {"x":1}""", """touched other001/a {"y":2}"""],
            snapshot
                .Blobs.Values.Where(b => b.Ref.Kind != SwarmRefs.Presence)
                .Select(b => $"{b.Ref.Kind} {b.Ref.CloneId}/{b.Ref.Stream} {Encoding.UTF8.GetString(b.Content.Span)}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            "refs/swarm-remote/origin/presence/other002/live: not a record of sessions",
            Assert.Single(snapshot.Problems.Select(p => $"{p.Name}: {p.Reason}"))
        );
    }

    [Theory]
    [InlineData("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", "live")]
    [InlineData("2026-01-05T10:00:00Z", "2026-01-05T09:00:00Z", "ended")]
    public void Of_a_session_in_two_parts_the_later_record_counts(string ended, string live, string expected)
    {
        using var store = new TestStore();
        string Of(string at, string name) => $$"""{"v":1,"records":[{"id":"a","sessions":{"at":"{{at}}","name":"{{name}}"} }]}""";
        Put(store, "refs/swarm-remote/origin/presence/other001/20260105", Of(ended, "ended"));
        Put(store, "refs/swarm-remote/origin/presence/other001/live", Of(live, "live"));

        var session = Assert.Single(SnapshotReader.Read(store.Git, ["refs/swarm-remote"]).OfKind(SwarmRefs.Sessions));

        Assert.Contains($"\"{expected}\"", Encoding.UTF8.GetString(session.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void More_sessions_of_one_clone_than_anybody_has_are_left_out()
    {
        using var store = new TestStore();
        var many = string.Join(
            ',',
            Enumerable.Range(0, SnapshotReader.MostOfClone + 5).Select(n => "{\"id\":\"s" + n + "\",\"sessions\":{}}")
        );
        Put(store, "refs/swarm-remote/origin/presence/other001/live", $$"""{"v":1,"records":[{{many}}]}""");
        Put(store, "refs/swarm-remote/origin/presence/other002/live", """{"v":1,"records":[{"id":"b","sessions":{}}]}""");

        var snapshot = SnapshotReader.Read(store.Git, ["refs/swarm-remote"]);

        Assert.Equal(SnapshotReader.MostOfClone + 1, snapshot.OfKind(SwarmRefs.Sessions).Count());
        Assert.Equal("too many sessions", Assert.Single(snapshot.Problems).Reason);
    }

    private static void Put(TestStore store, string name, string text) =>
        store.User.Git(
            "update-ref",
            name,
            store.Sandbox.Run("git", ["hash-object", "-w", "--stdin"], store.User.Path, input: text).Output.Trim()
        );

    private static string Text(PresenceEntry entry) =>
        entry.Id
        + string.Concat(
            SwarmRefs.InPresence.Select(k => entry.Records.TryGetValue(k, out var r) ? $" {k} {Encoding.UTF8.GetString(r.Span)}" : "")
        );
}
