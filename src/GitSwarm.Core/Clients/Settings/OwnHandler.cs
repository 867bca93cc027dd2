using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>A handler of ours in a client's settings.</summary>
/// <param name="Event">The event it is for.</param>
/// <param name="Program">The git-swarm it calls.</param>
/// <param name="Extra">What it calls it with behind <c>hook &lt;client&gt;</c>: "--wake", or nothing.</param>
/// <param name="Group">The place of its element in the event's array.</param>
/// <param name="Handler">Its place in the group; 0 where there are no groups.</param>
/// <param name="Containers">From the root to the array that <paramref name="Item"/> is in.</param>
/// <param name="Item">What to take out: the group, or the handler alone where others are in the group.</param>
internal sealed record OwnHandler(string Event, string Program, string Extra, int Group, int Handler, JsonPart[] Containers, JsonItem Item)
{
    /// <summary>True when the item is the whole element.</summary>
    public bool IsWhole => Containers.Length == 3;

    /// <summary>Those in a text, in its order.</summary>
    public static IEnumerable<OwnHandler> In(JsonText text, HookLayout layout, HookCall call)
    {
        foreach (var hooks in text.Root?.Items.Where(i => i.Name == HookLayout.Hooks).Select(i => i.Value) ?? [])
        {
            foreach (var array in hooks.Items.Where(i => i is { Name: not null, Value.Kind: JsonValueKind.Array }))
            {
                for (var at = 0; at < array.Value.Items.Count; at++)
                {
                    JsonPart[] containers = [text.Root!, hooks, array.Value];
                    foreach (var own in InElement(text, layout, call, array, at, containers))
                    {
                        yield return own;
                    }
                }
            }
        }
    }

    private static IEnumerable<OwnHandler> InElement(
        JsonText text,
        HookLayout layout,
        HookCall call,
        JsonItem array,
        int at,
        JsonPart[] containers
    )
    {
        var element = array.Value.Items[at];
        if (!layout.IsGrouped)
        {
            return call.Read(text, element.Value) is { } run
                ? [new OwnHandler(array.Name!, run.Program, run.Extra, at, 0, containers, element)]
                : [];
        }
        if (element.Value.Member(HookLayout.Hooks) is not { Value: { Kind: JsonValueKind.Array } handlers })
        {
            return [];
        }
        var isAlone = handlers.Items.Count == 1;
        return handlers
            .Items.Select((handler, place) => (Handler: handler, Place: place, Run: call.Read(text, handler.Value)))
            .Where(h => h.Run is not null)
            .Select(h => new OwnHandler(
                array.Name!,
                h.Run!.Program,
                h.Run.Extra,
                at,
                h.Place,
                isAlone ? containers : [.. containers, element.Value, handlers],
                isAlone ? element : h.Handler
            ));
    }
}
