using System.Globalization;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Clones with sessions that do whatever chance says, and what must have come of it in the end.</summary>
internal sealed class ConvergenceWorld : IDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly SharedClock clock = new();
    private readonly Random random;
    private readonly string hub;
    private readonly List<SyncClone> clones = [];
    private readonly List<(SyncClone Clone, string Id, DateTimeOffset Since)> sessions = [];
    private readonly Dictionary<string, List<string>> received = [];
    private readonly Dictionary<string, List<string>> unread = [];
    private readonly List<(string Text, string From, string? To, DateTimeOffset At)> messages = [];
    private readonly List<(string Text, string From, DateTimeOffset At)> notes = [];
    private readonly List<string> story = [];
    private int number;

    internal ConvergenceWorld(int clonesCount, int sessionsEach, int seed)
    {
        random = new Random(seed);
        hub = sandbox.Path("hub.git");
        sandbox.Git(sandbox.Root, "init", "--quiet", "--bare", hub);
        for (var c = 1; c <= clonesCount; c++)
        {
            clones.Add(new SyncClone(sandbox, clock, $"clone{c.ToString("d3", CultureInfo.InvariantCulture)}", hub));
            for (var s = 0; s < sessionsEach; s++)
            {
                Join(clones[^1]);
            }
        }
    }

    /// <summary>What happened, for whoever has to find out why it went wrong.</summary>
    internal string Story => string.Join('\n', story);

    internal void Step()
    {
        clock.Now += TimeSpan.FromSeconds(random.Next(1, 20));
        var (clone, id, _) = sessions[random.Next(sessions.Count)];
        switch (random.Next(100))
        {
            case < 10:
                Tell($"{id} focuses");
                clone.Focus(id, $"task {++number}");
                break;
            case < 20:
                Tell($"{id} notes n{++number}");
                clone.Note(id, $"n{number}");
                notes.Add(($"n{number}", id, clock.Now));
                break;
            case < 42:
                Send(clone, id, random.Next(4) == 0 ? "*" : sessions[random.Next(sessions.Count)].Id);
                break;
            case < 58:
                Read(clone, id);
                break;
            case < 62:
                Tell($"{id} touches");
                clone.Touch(id, $"src/{random.Next(5)}.js");
                break;
            case < 66:
                clone.Leave(id);
                sessions.RemoveAll(s => s.Id == id);
                Tell($"{id} leaves");
                Join(clone);
                break;
            case < 69:
                Tell($"{clone.Id} cleans up");
                clone.CleanUp();
                break;
            case < 73:
                Tell($"{clone.Id} is {(clone.IsCutOff ? "back" : "cut off")}");
                clone.CutOff(!clone.IsCutOff);
                break;
            default:
                Tell($"{clone.Id} syncs: {clone.Sync()}");
                break;
        }
    }

    /// <summary>Somebody who never heard of git-swarm mirrors their clone: all records go.</summary>
    internal void Wipe()
    {
        Tell("the hub is wiped");
        var plain = sandbox.Path($"plain{++number}");
        sandbox.Git(sandbox.Root, "init", "--quiet", plain);
        sandbox.Git(plain, "commit", "--quiet", "--allow-empty", "-m", "plain");
        sandbox.Git(plain, "push", "--quiet", "--mirror", hub);
        Assert.Empty(sandbox.Git(hub, "for-each-ref", "refs/swarm"));
    }

    /// <summary>Brings everybody together, and looks what they know.</summary>
    internal void Settle()
    {
        clones.ForEach(c => c.CutOff(false));
        for (var round = 0; round < 2; round++)
        {
            clones.ForEach(c => Assert.True(c.Sync()));
        }
        foreach (var (clone, id, _) in sessions)
        {
            Read(clone, id);
        }
    }

    internal void AssertConverged()
    {
        var all = clones[0].Roster();
        Assert.All(clones, c => Assert.Equal(all, c.Roster()));
        Assert.Superset(sessions.Select(s => $"{s.Clone.Id}/{s.Id}").ToHashSet(), all.Select(r => r.Split(' ')[0]).ToHashSet());
        Assert.All(clones, c => Assert.Equal(notes.Select(n => n.Text).Order(StringComparer.Ordinal), c.Notes()));
        Assert.All(received.Concat(unread), r => Assert.Distinct(r.Value));
        foreach (var (clone, id, since) in sessions)
        {
            var mine = messages.Where(m => m.To == id || (m.To is null && m.From != id && m.At >= since)).Select(m => m.Text);
            var early = messages.Where(m => m.To is null && m.At < since && IsElsewhere(m.From)).Select(m => m.Text);
            AssertBetween(mine, early, received.GetValueOrDefault(id, []));
            var news = notes.Where(n => n.From != id && n.At >= since).Select(n => n.Text);
            AssertBetween(
                news,
                notes.Where(n => n.At < since && IsElsewhere(n.From)).Select(n => n.Text),
                unread.GetValueOrDefault(id, [])
            );

            bool IsElsewhere(string from) => sessions.Find(s => s.Id == from).Clone != clone;
        }
        // Nobody was given what was for somebody else.
        Assert.All(received, r => Assert.Empty(r.Value.Except(messages.Where(m => m.To is null || m.To == r.Key).Select(m => m.Text))));
    }

    /// <summary>Who comes is told what was said since, and may be told what another clone said to everybody shortly before.</summary>
    private static void AssertBetween(IEnumerable<string> wanted, IEnumerable<string> early, IReadOnlyCollection<string> got)
    {
        Assert.Empty(wanted.Except(got));
        Assert.Empty(got.Except(wanted).Except(early));
    }

    private void Join(SyncClone clone)
    {
        var id = $"s{++number}";
        Tell($"{id} joins in {clone.Id}");
        clone.Join(id);
        sessions.Add((clone, id, clock.Now));
    }

    private void Send(SyncClone clone, string from, string to)
    {
        var text = $"m{++number}";
        if (from != to && clone.Send(from, to, text))
        {
            Tell($"{from} sends {text} to {to}");
            messages.Add((text, from, to == "*" ? null : to, clock.Now));
        }
    }

    private void Read(SyncClone clone, string id)
    {
        var (mail, news) = (clone.Inbox(id), clone.Unread(id));
        Tell($"{id} reads {string.Join(' ', mail)}; {string.Join(' ', news)}");
        Of(received, id).AddRange(mail);
        Of(unread, id).AddRange(news);
    }

    private static List<string> Of(Dictionary<string, List<string>> all, string id)
    {
        if (!all.TryGetValue(id, out var list))
        {
            all[id] = list = [];
        }
        return list;
    }

    private void Tell(string what) => story.Add($"{clock.Now:HH:mm:ss} {what}");

    public void Dispose() => sandbox.Dispose();
}
