package heapwood.notebook;

import heapwood.profile.Fonts;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** Panels side by side, in as many rows as they need, below a line that explains them. */
final class TreeStrip implements Drawing {
    private static final double BETWEEN = 44;
    private static final double ROW_GAP = 30;
    private static final double KEY = 30;
    private static final String HOW_TO_READ = "in each box: name, and self / total; green: new; bold: changed";

    private final List<TreePanel> panels;

    TreeStrip(List<TreePanel> panels) {
        if (panels.isEmpty()) {
            throw new IllegalStateException("nothing to draw: take a step first");
        }
        this.panels = List.copyOf(panels);
    }

    int height() {
        double height = KEY;
        for (List<TreePanel> row : rows()) {
            height += heightOf(row) + ROW_GAP;
        }
        return (int) Math.ceil(height);
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        Font font = Fonts.regular(HouseStyle.TEXT_SIZE);
        HouseStyle.text(graphics, font, HouseStyle.QUIET_TEXT, HOW_TO_READ, HouseStyle.MARGIN, HouseStyle.TEXT_SIZE);
        double top = KEY;
        for (List<TreePanel> row : rows()) {
            double left = HouseStyle.MARGIN;
            for (TreePanel panel : row) {
                Graphics2D own = (Graphics2D) graphics.create();
                own.translate(left, top);
                panel.paint(own);
                own.dispose();
                left += panel.width() + BETWEEN;
            }
            top += heightOf(row) + ROW_GAP;
        }
    }

    private static double heightOf(List<TreePanel> row) {
        return row.stream().mapToDouble(TreePanel::height).max().orElse(0);
    }

    private List<List<TreePanel>> rows() {
        List<List<TreePanel>> rows = new ArrayList<>();
        double used = 0;
        for (TreePanel panel : panels) {
            if (rows.isEmpty() || used + panel.width() > HouseStyle.WIDTH - 2 * HouseStyle.MARGIN) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(panel);
            used += panel.width() + BETWEEN;
        }
        return rows;
    }
}
