using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>Merges entries into the hooks of a settings text, and takes them out again.</summary>
/// <remarks>
/// A handler is ours when it calls git-swarm's hook for this client, whichever git-swarm it is. So installing anew brings an
/// older one up to date in its place, and removing finds it whatever was written around it.
/// </remarks>
internal static class HookSettings
{
    private const string Version = "version";

    /// <summary>The text with exactly these entries of ours in it.</summary>
    /// <exception cref="JsonException">Its hooks have another shape than the client's; the message says where.</exception>
    public static JsonText Install(JsonText text, HookLayout layout, HookCall call, IReadOnlyList<HookEntry> entries)
    {
        var isNew = text.Root?.Member(HookLayout.Hooks) is null;
        text = Update(text, layout, call, entries);
        var there = OwnHandler.In(text, layout, call).ToList();
        foreach (var entry in entries.Where(e => !there.Any(own => IsFor(own, e))))
        {
            text = JsonEdit.Add(text, [HookLayout.Hooks, entry.Event], JsonValueKind.Array, layout.Element(entry));
        }
        text = WithoutStale(text, layout, call, entries);
        if (isNew && layout.Version is { } version && text.Root!.Member(Version) is null)
        {
            text = JsonEdit.Add(text, [], JsonValueKind.Object, $"\"{Version}\": {version}");
        }
        return text;
    }

    /// <summary>The text without any of ours; null when it was all ours.</summary>
    public static JsonText? Remove(JsonText text, HookLayout layout, HookCall call)
    {
        // Ours is the version only where the hooks before it were made for us, too: then nothing is left of these.
        if (
            WithoutVersion(text, layout) is { } bare
            && WithoutOwn(bare, layout, call) is var rest
            && rest?.Root?.Member(HookLayout.Hooks) is null
        )
        {
            return rest;
        }
        return WithoutOwn(text, layout, call);
    }

    private static JsonText? WithoutOwn(JsonText text, HookLayout layout, HookCall call)
    {
        // From the end: the first of ours tells by its place whether its container was there before.
        while (OwnHandler.In(text, layout, call).LastOrDefault() is { } own)
        {
            if (JsonEdit.Remove(text, own.Containers, own.Item) is not { } rest)
            {
                return null;
            }
            text = rest;
        }
        return text;
    }

    private static bool IsFor(OwnHandler own, HookEntry entry) => own.Event == entry.Event && own.Extra == entry.Extra;

    /// <summary>Brings those that are there up to date, each in its place.</summary>
    private static JsonText Update(JsonText text, HookLayout layout, HookCall call, IReadOnlyList<HookEntry> entries)
    {
        var missing = entries.ToList();
        foreach (var at in Enumerable.Range(0, OwnHandler.In(text, layout, call).Count()))
        {
            var own = OwnHandler.In(text, layout, call).ElementAt(at);
            // One that is no longer wanted makes place for another of its event, so that the layout still tells what was there.
            var entry =
                missing.Find(e => IsFor(own, e)) ?? (entries.Any(e => IsFor(own, e)) ? null : missing.Find(e => e.Event == own.Event));
            if (entry is null)
            {
                continue;
            }
            missing.Remove(entry);
            var wanted = own.IsWhole ? layout.Element(entry) : entry.Handler;
            if (!text.Says(own.Item.Value, wanted))
            {
                text = JsonEdit.Replace(text, own.Item.Value, wanted);
            }
        }
        return text;
    }

    /// <summary>Takes out what is there twice or no longer wanted.</summary>
    private static JsonText WithoutStale(JsonText text, HookLayout layout, HookCall call, IReadOnlyList<HookEntry> entries)
    {
        for (var at = OwnHandler.In(text, layout, call).Count() - 1; at >= 0; at--)
        {
            var all = OwnHandler.In(text, layout, call).ToList();
            var own = all[at];
            if (!entries.Any(e => IsFor(own, e)) || all.Take(at).Any(earlier => earlier.Event == own.Event && earlier.Extra == own.Extra))
            {
                text = JsonEdit.Remove(text, own.Containers, own.Item) ?? text;
            }
        }
        return text;
    }

    /// <summary>The text without a version as we write it, the last member behind the hooks; null where there is none.</summary>
    private static JsonText? WithoutVersion(JsonText text, HookLayout layout) =>
        layout.Version is { } number
        && text.Root?.Items is [.., { Name: HookLayout.Hooks }, { Name: Version } version]
        && text.Says(version.Value, $"{number}")
            ? JsonEdit.Remove(text, [text.Root], version)
            : null;
}
