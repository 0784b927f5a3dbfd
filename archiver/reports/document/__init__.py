"""What every report is: columns and rows, shown as pages and as a workbook, written whole or not."""
