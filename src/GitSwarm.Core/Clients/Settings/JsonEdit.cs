using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>Adds items to a JSON text and takes them out again, so that the text is as it was, byte for byte.</summary>
/// <remarks>
/// Nothing is noted anywhere, so the layout has to tell what was there before. A container that was there and empty gets its
/// first item on the line of its opening bracket; one that is made for an item has it on a line of its own, and goes with its
/// last item. Where the text had a trailing comma, the new item gets one, too. White space of the text stays where it is: an
/// item brings its own, before it.
/// </remarks>
internal static class JsonEdit
{
    /// <summary>Adds an item, with the containers it needs.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Names of the containers that lead to it from the root, the root itself not named.</param>
    /// <param name="leaf">What the last of them is.</param>
    /// <param name="item">The item, in one line: an element, or a member with its name.</param>
    /// <exception cref="JsonException">One of the containers is something else; the message names it.</exception>
    public static JsonText Add(JsonText text, ReadOnlySpan<string> path, JsonValueKind leaf, string item)
    {
        if (text.Root is null)
        {
            return AddRoot(text, path, leaf, item);
        }
        var container = text.Root;
        Expect(container, path.Length == 0 ? leaf : JsonValueKind.Object, "its root");
        for (var depth = 0; depth < path.Length; depth++)
        {
            if (container.Member(path[depth]) is not { Value: var next })
            {
                var rest = path[depth..].ToArray();
                return Append(text, container, indent => Nested(text, indent, rest, leaf, item));
            }
            Expect(next, depth == path.Length - 1 ? leaf : JsonValueKind.Object, $"'{path[depth]}'");
            container = next;
        }
        return Append(text, container, _ => item);
    }

    /// <summary>Takes an item out, and the containers that were made for it and hold nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="containers">From the root to the one the item is in.</param>
    /// <param name="item">The item.</param>
    /// <returns>The text; null when nothing is left of a file that was made for the item.</returns>
    public static JsonText? Remove(JsonText text, ReadOnlySpan<JsonPart> containers, JsonItem item)
    {
        var depth = containers.Length - 1;
        for (; WasMadeFor(text, containers[depth], item); depth--)
        {
            if (depth == 0)
            {
                return RemoveRoot(text, containers[0]);
            }
            var made = containers[depth];
            var member = containers[depth - 1].Items.First(i => i.Value == made);
            if (text.Gap(text.EndOfName(member), made.Start).HasComment)
            {
                break;
            }
            item = member;
        }
        return RemoveItem(text, containers[depth], item);
    }

    /// <summary>Puts another value in the place of one.</summary>
    public static JsonText Replace(JsonText text, JsonPart part, string value) => text.With((part.Start, part.End - part.Start, value));

    private static void Expect(JsonPart part, JsonValueKind kind, string what)
    {
        if (part.Kind != kind)
        {
            throw new JsonException($"{what} is no {(kind == JsonValueKind.Array ? "array" : "object")}");
        }
    }

    private static JsonText AddRoot(JsonText text, ReadOnlySpan<string> path, JsonValueKind leaf, string item)
    {
        var value = Nested(text, "", ["", .. path], leaf, item)[4..];
        // Behind a comment without a line end there is no place.
        var gap = text.Gap(text.First, text.Bytes.Length);
        return text.With((gap.EndsInLineComment && gap.Solid == text.Bytes.Length ? text.First : text.Bytes.Length, 0, value));
    }

    // A file that was there keeps all that is around the value; one of ours is the value and line ends.
    private static JsonText? RemoveRoot(JsonText text, JsonPart root) =>
        root.Start == 0 && root.End < text.Bytes.Length && !text.Bytes.AsSpan(root.End).ContainsAnyExcept((byte)'\n')
            ? null
            : text.With((root.Start, root.End - root.Start, ""));

    /// <summary><c>"name": {</c>, and so on down to the item, each container in lines of its own.</summary>
    private static string Nested(JsonText text, string indent, ReadOnlySpan<string> names, JsonValueKind leaf, string item)
    {
        var isLast = names.Length == 1;
        var (open, close) = isLast && leaf == JsonValueKind.Array ? ('[', ']') : ('{', '}');
        var deeper = indent + text.Unit;
        var inner = isLast ? item : Nested(text, deeper, names[1..], leaf, item);
        return $"{JsonWords.Quote(names[0])}: {open}{text.NewLine}{deeper}{inner}{text.NewLine}{indent}{close}";
    }

    private static JsonText Append(JsonText text, JsonPart container, Func<string, string> item)
    {
        var outer = text.IndentOfLine(container.Start);
        if (container.Items.Count == 0)
        {
            var inside = text.Gap(container.Start + 1, container.Close);
            return !inside.HasComment ? text.With((container.Start + 1, 0, item(outer)))
                : inside.EndsInLineComment ? text.With((inside.Solid, 0, text.NewLine + outer + text.Unit + item(outer + text.Unit)))
                : text.With((inside.Solid, 0, " " + item(outer)));
        }
        var last = container.Items[^1];
        var indent = text.IndentOfItem(last.Start) ?? outer + text.Unit;
        var gap = text.Gap(last.End, container.Close);
        var added = text.NewLine + indent + item(indent);
        return gap.Comma >= 0 ? text.With((gap.Solid, 0, added + ",")) : text.With((last.End, 0, ","), (gap.Solid, 0, added));
    }

    private static JsonText RemoveItem(JsonText text, JsonPart container, JsonItem item)
    {
        var index = container.Items.ToList().IndexOf(item);
        var isLast = index == container.Items.Count - 1;
        var before = text.Gap(index > 0 ? container.Items[index - 1].End : container.Start + 1, item.Start);
        var after = text.Gap(item.End, isLast ? container.Close : container.Items[index + 1].Start);
        var from = before.Solid;
        var next = after.Comma == item.End ? item.End + 1 : item.End;
        if (before.EndsInLineComment && text.Bytes[next] is not ((byte)'\n' or (byte)'\r'))
        {
            // What follows must not become part of the comment.
            from += text.Bytes[from] == '\r' && text.Bytes[from + 1] == '\n' ? 2 : 1;
        }
        return after.Comma >= 0 ? text.With((from, item.End - from, ""), (after.Comma, 1, ""))
            : before.Comma < 0 ? text.With((from, item.End - from, ""))
            : before.Comma + 1 == from ? text.With((before.Comma, item.End - before.Comma, ""))
            : text.With((before.Comma, 1, ""), (from, item.End - from, ""));
    }

    private static bool WasMadeFor(JsonText text, JsonPart container, JsonItem item)
    {
        if (container.Items.Count > 1)
        {
            return false;
        }
        var before = text.Gap(container.Start + 1, item.Start);
        var after = text.Gap(item.End, container.Close);
        return !before.HasComment
            && !after.HasComment
            && text.Bytes.AsSpan(container.Start, item.Start - container.Start).Contains((byte)'\n');
    }
}
